"""Rules of the arena: pure functions from a contest's values to its scores, places and awards."""
