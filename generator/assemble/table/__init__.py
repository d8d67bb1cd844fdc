"""Draws the tables of a pack: `asks` is what a table wants of the ledger, `rows` its rows, `drawing` its cells."""
