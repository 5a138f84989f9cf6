"""Make a release and open it: raw files in, a checked folder out. Nothing here answers a reader."""
