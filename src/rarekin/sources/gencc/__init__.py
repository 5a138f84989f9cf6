"""GenCC: what laboratories and panels say about genes and diseases."""
