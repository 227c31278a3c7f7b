"""Web plumbing: assets, the public address, access rules and headers, templates, the logo."""
