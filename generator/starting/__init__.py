"""`new`: projects, units, departments and packs begin as files with the keys that they must have."""
