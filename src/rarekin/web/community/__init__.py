"""People meet: introductions, messages, groups, and what keeps them safe."""
