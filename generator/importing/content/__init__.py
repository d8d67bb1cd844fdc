"""Makes files of the content of what was read."""
