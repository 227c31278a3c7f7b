"""What pages of phones, walls and facilitators share."""
