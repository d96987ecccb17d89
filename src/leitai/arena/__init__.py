"""The arena 擂台: contests that anyone can recompute."""
