"""The respondents' addresses and what stands behind each."""
