"""What Orphanet says causes a disease, and how it is handed on."""
