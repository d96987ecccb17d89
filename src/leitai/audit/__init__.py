"""What was done, by whom, so that nobody can rewrite it."""
