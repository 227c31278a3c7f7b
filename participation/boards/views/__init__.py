"""Pages of the boards below ``/b/``."""
