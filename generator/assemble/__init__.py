"""Decides everything that a reader will read.

In: a checked `Project`. Out: one format-neutral `Document` of finished text, in runs that know their origin.
"""
