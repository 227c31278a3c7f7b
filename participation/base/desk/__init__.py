"""What pages of staff stand on."""
