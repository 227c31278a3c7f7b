"""What every slice stands on: settings, keys, database, errors, jobs, hooks, releases."""
