"""The published declarations against what the program prints."""
