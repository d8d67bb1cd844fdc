"""The language server: what an editor is told of a file while somebody types it."""
