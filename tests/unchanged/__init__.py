"""Tests of answering from the last run."""
