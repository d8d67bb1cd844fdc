"""Reads files that offices have: each becomes a `Paper` of lines and grids, whatever its format."""
