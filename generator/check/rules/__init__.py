"""The rules, a module a subject; importing a module registers its rules. Docstrings are printed for users."""
