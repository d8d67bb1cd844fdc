"""The versions that are compared: revisions of git and folders, both as files with the hashes of their bytes."""
