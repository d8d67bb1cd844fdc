"""Filling in a file of the content by a form: what may stand in it, what does, and saving what people changed."""
