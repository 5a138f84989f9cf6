"""The words everything else speaks: identifiers, citations, ontology, disease, case, family."""
