"""The desk and the leader's view: figures defined once, shown where people look."""
