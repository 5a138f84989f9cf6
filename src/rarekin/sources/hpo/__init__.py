"""Human Phenotype Ontology: the terms in which findings are written."""
