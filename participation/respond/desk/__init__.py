"""What staff see while people answer, and free texts in their hands."""
