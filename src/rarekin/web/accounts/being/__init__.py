"""What people say about themselves, and how much of it shows."""
