"""Places finished text on the pages of each format; decides and words nothing."""
