"""Words between people: letters, posts, and what is looked for in them."""
