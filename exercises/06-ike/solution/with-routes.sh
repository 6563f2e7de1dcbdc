# The daemon is left to add routes of its own.
