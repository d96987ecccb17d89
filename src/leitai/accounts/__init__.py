"""The county, its offices and their sections, people and their seats, and who may do what."""
