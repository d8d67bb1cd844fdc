"""Brings content in: from the form that older versions of the program wrote."""
