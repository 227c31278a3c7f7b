"""Pages of accounts: for who manages them, and for who owns them."""
