"""The survey pages of the desk."""
