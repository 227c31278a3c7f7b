"""Signing in: steps, sessions, brake, second factor, the county's own provider."""
