"""The demonstration county: real names and lists, made-up months around them, entered by the actions that people use."""
