"""The language server: what an editor is told while somebody types."""
