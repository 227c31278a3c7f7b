"""What staff see of answers: free texts to read, how long answers are kept."""
