"""What Orphanet says a gene does in a disease."""
