"""Firms, by their unified social credit code, and the national classification of industries."""
