"""What all rooms of the boards share: closed lists, errors, numbers of changes, tokens, codes."""
