"""The one door: what the faces and a notebook call."""
