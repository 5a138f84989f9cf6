"""Who may open, see and say what, and how often."""
