"""Files handed in once, stored by their content, used many times."""
