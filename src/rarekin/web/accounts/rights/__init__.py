"""What people agree to, take along and erase; the one list of what is kept about them."""
