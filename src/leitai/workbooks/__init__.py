"""Workbooks sent by towns: read as a careful clerk would, doubts named instead of guessed away."""
