"""The interface's languages, catalogues and strings."""
