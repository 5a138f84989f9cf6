"""What every page shares: layout, parts, icons, headers, errors, panels."""
