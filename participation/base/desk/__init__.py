"""What all pages of staff share: forms, refusals, and what was typed in vain."""
