"""A disease page as HTML, drawn in Python since it is made for every disease."""
