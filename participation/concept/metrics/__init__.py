"""What a measure itself is measured by."""
