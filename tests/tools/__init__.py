"""Programs of others that look at what is published."""
