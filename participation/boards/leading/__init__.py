"""What a workshop does now and how long: phases and their times."""
