"""What facilitators do: moderate, group, keep what came of it, lead through the phases."""
