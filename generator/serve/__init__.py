"""What stays while people type: a preview of the documents, checks that repeat."""
