"""The traffic light: reports, history, shares, any past day."""
