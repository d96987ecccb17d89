"""From what was read to what is entered: doubts with their answers, rows as they will stand. Plain Python, no clock, no table."""
