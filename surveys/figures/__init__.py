"""From stored answers to released figures; exact counts stay inside."""
