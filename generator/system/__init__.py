"""What lies outside of the program and comes from others: files that are looked at before they are read, and git."""
