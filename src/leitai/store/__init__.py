"""What every table has: its county, its version, and the one way in which a change is made."""
