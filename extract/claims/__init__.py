"""Claims: who says what, from cues and quotations."""
