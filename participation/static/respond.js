// Added below.
