"""Whole pages and sheets, arranged from their sections before anything is drawn."""
