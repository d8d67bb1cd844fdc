"""Every department of a repository checked by itself: what was found of it holds while nothing of it changes."""
