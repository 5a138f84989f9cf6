"""What tells diseases, their forms and people apart, and what they share."""
