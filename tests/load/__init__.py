"""How the content is found and looked at before it is read."""
