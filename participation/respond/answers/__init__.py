"""From sending to what lies in the tables: letterbox, rest, review, retention."""
