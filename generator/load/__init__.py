"""Reads content: strict YAML with the position of every scalar, then fields, one by one, into the model.

In: files of the repository. Out: `generator.load.content.Content`, and findings for all that is wrong.
"""
