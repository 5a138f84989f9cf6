"""dismech: summaries and treatments written by AI and checked against abstracts."""
