"""The one entrance for other slices: boards, and what workshops came to."""
