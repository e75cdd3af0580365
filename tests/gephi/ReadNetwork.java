import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gephi.graph.api.AttributeUtils;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.ElementProperties;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.processor.plugin.AbstractProcessor;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Prints what Gephi reads, as one line of JSON for each argument: a file, or several for one
 * workspace (a table of nodes, then one of edges), with the path separator between them.
 */
public class ReadNetwork {
    private static final ProjectController PROJECTS = find(ProjectController.class);
    private static final ImportController IMPORTS = find(ImportController.class);

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Gson gson = new GsonBuilder().serializeNulls().serializeSpecialFloatingPointValues().create();
        for (String argument : arguments) {
            out.println(gson.toJson(read(argument.split(File.pathSeparator))));
        }
    }

    /** Does as File > Open, with what its dialog proposes. */
    private static Map<String, Object> read(String[] files) throws Exception {
        PROJECTS.newProject();
        Workspace workspace = PROJECTS.getCurrentWorkspace();
        List<Map<String, String>> issues = new ArrayList<>();
        for (String file : files) {
            Container container = IMPORTS.importFile(new File(file));
            if (container == null) {
                throw new IllegalArgumentException("no importer of Gephi's takes " + file);
            }
            AbstractProcessor processor =
                file.equals(files[0]) ? new DefaultProcessor() : new AppendProcessor();
            addIssues(issues, container.getReport());
            IMPORTS.process(container, processor, workspace);
            addIssues(issues, container.getReport());  // by now the processor's own
        }
        Map<String, Object> found = graph(find(GraphController.class).getGraphModel(workspace));
        found.put("title", workspace.getWorkspaceMetadata().getTitle());
        found.put("description", workspace.getWorkspaceMetadata().getDescription());
        found.put("issues", issues);
        PROJECTS.closeCurrentProject();
        return found;
    }

    private static void addIssues(List<Map<String, String>> issues, Report report) {
        for (Issue issue : report.getIssuesList(Integer.MAX_VALUE)) {
            issues.add(Map.of("level", issue.getLevel().name(), "message", issue.getMessage()));
        }
    }

    private static Map<String, Object> graph(GraphModel model) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("directed", model.isDirected());
        found.put("dynamic", model.isDynamic());
        found.put("time_format", model.getTimeFormat().name());
        found.put("time_representation", model.getConfiguration().getTimeRepresentation().name());
        Interval bounds = model.getTimeBounds();
        found.put("start", time(bounds.getLow(), model));
        found.put("end", time(bounds.getHigh(), model));
        found.put("node_columns", columns(model.getNodeTable()));
        found.put("edge_columns", columns(model.getEdgeTable()));
        List<Object> nodes = new ArrayList<>();
        List<Object> edges = new ArrayList<>();
        for (Node node : model.getGraph().getNodes()) {
            nodes.add(node(node, model));
        }
        for (Edge edge : model.getGraph().getEdges()) {
            edges.add(edge(edge, model));
        }
        found.put("nodes", nodes);
        found.put("edges", edges);
        return found;
    }

    private static Map<String, Object> columns(Table table) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Column column : table) {
            found.put(column.getTitle(), column.getTypeClass().getSimpleName());
        }
        return found;
    }

    private static Map<String, Object> node(Node node, GraphModel model) {
        Map<String, Object> found = element(node, node, model);
        found.put("x", node.x());
        found.put("y", node.y());
        found.put("size", node.size());
        return found;
    }

    private static Map<String, Object> edge(Edge edge, GraphModel model) {
        Map<String, Object> found = element(edge, edge, model);
        found.put("source", edge.getSource().getId());
        found.put("target", edge.getTarget().getId());
        found.put("kind", edge.getTypeLabel());
        found.put("directed", edge.isDirected());
        return found;
    }

    private static Map<String, Object> element(
            Element element, ElementProperties looks, GraphModel model) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("id", element.getId());
        found.put("label", element.getLabel());
        found.put("colour", String.format("#%06x", looks.getRGBA() & 0xffffff));
        found.put("alpha", looks.getRGBA() >>> 24);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : element.getAttributeColumns()) {
            Object value = element.getAttribute(column);
            if (value != null) {
                values.put(column.getTitle(), plain(value, model));
            }
        }
        found.put("values", values);
        return found;
    }

    /** Leaves JSON's own values as they are; the others become Gephi's text for them. */
    private static Object plain(Object value, GraphModel model) {
        if (value instanceof Boolean || value instanceof Number || value instanceof String) {
            return value;
        }
        return AttributeUtils.print(value, model.getTimeFormat(), model.getTimeZone());
    }

    private static String time(double time, GraphModel model) {
        return Double.isInfinite(time)
            ? null
            : AttributeUtils.printTimestampInFormat(time, model.getTimeFormat(), model.getTimeZone());
    }

    private static <T> T find(Class<T> service) {
        return Lookup.getDefault().lookup(service);
    }
}
