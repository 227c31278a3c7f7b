"""What all pages of staff share: forms, and what was typed in vain."""
