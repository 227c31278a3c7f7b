"""What a workshop came to: counted, corrected, released, restored."""
