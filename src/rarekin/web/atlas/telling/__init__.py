"""What a page says: words and sentences for what the release knows."""
