"""Pages of what measures hang on: vision, principles, target groups, goals."""
