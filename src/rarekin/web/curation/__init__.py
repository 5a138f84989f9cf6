"""What readers suggest, and what moderators make of it; nothing unreviewed is ever shown."""
