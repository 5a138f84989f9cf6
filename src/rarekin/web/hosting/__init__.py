"""What a host does with the people database: back it up, move it, and name who looks after it."""
