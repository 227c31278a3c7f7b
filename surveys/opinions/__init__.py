"""Groups of people who think alike, and what may be shown of them."""
