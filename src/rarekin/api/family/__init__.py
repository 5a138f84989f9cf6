"""A family: its file, its members' chances, its drawing."""
