"""What staff see of the public site."""
