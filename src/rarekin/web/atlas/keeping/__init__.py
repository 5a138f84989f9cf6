"""Pages that are the same for everybody, made once and kept ready."""
