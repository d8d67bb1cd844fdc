"""Tests of the three formats."""
