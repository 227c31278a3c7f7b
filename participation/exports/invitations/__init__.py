"""Papers that call people: posters, flyers, cards, sheets of codes."""
