"""The base of the application: what every slice stands on and what knows no slice."""
