"""The framework of the concept, its goals and its measures."""
