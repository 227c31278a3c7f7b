"""Answers before they are sent, and the one cookie that opens them."""
