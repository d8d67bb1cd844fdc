"""Writes outputs, whole or not at all, and keeps the manifest of what was made from what."""
