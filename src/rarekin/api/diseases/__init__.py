"""What is known of a disease, a finding or a gene: looked up, named, searched."""
