"""Disease Ontology: free definitions of rare diseases and their numbers in other catalogues."""
