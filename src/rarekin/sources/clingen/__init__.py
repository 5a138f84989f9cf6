"""ClinGen: how well it is proven that a gene causes a disease, and how it is inherited."""
