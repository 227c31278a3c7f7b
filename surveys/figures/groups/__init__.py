"""Who is counted together, and how groups are called."""
