"""The people: who may sign in, what they agreed to, and what they can take with them or erase."""
