"""Compares two states of the content by meaning, and what they do to the documents."""
