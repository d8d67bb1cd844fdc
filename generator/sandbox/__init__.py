"""Runs the templates of packs, which come from anybody: they place, loop, show or hide, and can do nothing else."""
