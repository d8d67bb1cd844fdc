"""Reads running text by the text template of a pack: what it can say, line by line, and what fills its places."""
