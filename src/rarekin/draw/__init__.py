"""Model to SVG text, pure."""
