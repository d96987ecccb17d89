"""Procedures, papers, questions and joint packages: a county's list of what an enterprise may need, as checked data."""
