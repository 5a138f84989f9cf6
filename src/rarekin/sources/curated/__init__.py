"""Our own facts: restated in plain words, each with its primary source."""
