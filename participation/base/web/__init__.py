"""What every request and every answer passes: assets, addresses, security, templates."""
