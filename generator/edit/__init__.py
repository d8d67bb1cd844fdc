"""Changes a clerk's YAML in place: the canonical form of `fmt`, and the safe fixes of `check --fix`.

In: the bytes of a file and a function that reads them. Out: the new bytes, or none where the file is to be left alone.
Files are changed as text, not written anew from what they mean: what isn't meant to change stays byte for byte.
"""
