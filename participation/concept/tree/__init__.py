"""The frame of the concept, its goals and its measures."""
