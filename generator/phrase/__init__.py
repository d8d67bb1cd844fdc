"""Where titles and heads may end a line: the words that stay whole, and the lines made of them."""
