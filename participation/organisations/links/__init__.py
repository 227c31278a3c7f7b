"""Links for organisations: made for a purpose, shown once, stored as a hash, with an end."""
