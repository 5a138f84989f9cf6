"""GARD, the rare-disease list of the US National Institutes of Health: names, numbers, genes."""
