"""The output folder: its manifest, and what lies beside it."""
