"""Pages of the concept's framework: vision, principles, target groups, goals."""
