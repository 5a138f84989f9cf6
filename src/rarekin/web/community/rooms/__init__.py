"""Places for several: groups, circles, a host's rooms, and ways in for people one knows."""
