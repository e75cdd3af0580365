import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.File;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.preview.PDFExporter;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Draws a file as Gephi's preview does, for a person to look at: DrawPreview FILE PNG. */
public class DrawPreview {
    private static final float DOTS_PER_INCH = 200;

    public static void main(String[] arguments) throws Exception {
        find(ProjectController.class).newProject();
        Workspace workspace = find(ProjectController.class).getCurrentWorkspace();
        ImportController imports = find(ImportController.class);
        imports.process(
            imports.importFile(new File(arguments[0])), new DefaultProcessor(), workspace);
        setLooks(find(PreviewController.class).getModel(workspace).getProperties());
        try (PDDocument document = PDDocument.load(draw(workspace))) {
            ImageIO.write(
                new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH),
                "png", new File(arguments[1]));
        }
    }

    private static void setLooks(PreviewProperties properties) {
        properties.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        properties.putValue(PreviewProperty.NODE_LABEL_FONT, new Font("SansSerif", Font.PLAIN, 6));
        properties.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.ORIGINAL));
        properties.putValue(PreviewProperty.EDGE_THICKNESS, 4f);
    }

    /** Goes by way of PDF, since Gephi's own PNG needs a screen. */
    private static byte[] draw(Workspace workspace) {
        PDFExporter exporter = new PDFExporter();
        exporter.setWorkspace(workspace);
        exporter.setLandscape(true);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        find(ExportController.class).exportStream(pdf, exporter);
        return pdf.toByteArray();
    }

    private static <T> T find(Class<T> service) {
        return Lookup.getDefault().lookup(service);
    }
}
