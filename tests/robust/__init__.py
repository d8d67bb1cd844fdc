"""One mistake takes down nobody else: fields that can't be read, and files changed at random."""
