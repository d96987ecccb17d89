"""Settings, root addresses, the command table."""
