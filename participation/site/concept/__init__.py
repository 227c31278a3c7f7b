"""The county's concept for everybody: areas, goals, measures with their lights."""
