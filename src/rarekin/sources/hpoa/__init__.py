"""HPO annotations: which disease has which finding, how often, and who says so."""
