"""Pages that compute for one person or one family and keep nothing: find, criteria, family."""
