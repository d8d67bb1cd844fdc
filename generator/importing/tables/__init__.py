"""Reads grids by the tables that a pack declares: what it prints by a declaration can be read by the same one."""
