"""The web face (Django)."""
