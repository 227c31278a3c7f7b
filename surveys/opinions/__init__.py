"""Groups of people who think alike, and what may be told of them."""
