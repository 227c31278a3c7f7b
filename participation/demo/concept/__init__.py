"""The demo's concept: invented goals and measures as data, made by what a user uses."""
