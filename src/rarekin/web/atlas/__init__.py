"""The pages of the knowledge base: diseases, findings, genes, sources."""
