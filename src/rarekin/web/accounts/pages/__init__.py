"""The accounts' pages, one module per page."""
