"""MedlinePlus Genetics: what genetic conditions are, how frequent, why and how inherited."""
