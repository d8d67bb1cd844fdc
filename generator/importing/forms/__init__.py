"""Reads the forms of a pack, in workbooks and in documents: values by the names of their cells."""
