"""Coming in: invited, signing up, signing in, and the first minutes of a site."""
