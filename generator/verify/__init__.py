"""Reads finished outputs back and proves that they say what the document says: all of it, and nothing else."""
