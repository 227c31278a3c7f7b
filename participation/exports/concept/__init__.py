"""The concept as paper: two-page extract, long version, extracts for one body or place, charts."""
