"""Signs that the definitions of diseases name."""
