"""English for readers everywhere: 11/12 is one day in America and another elsewhere."""
