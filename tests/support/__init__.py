"""What tests share: a client that checks every page, and builders of test data."""
