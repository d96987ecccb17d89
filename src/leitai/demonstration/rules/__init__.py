"""The made-up series as pure functions of a seed: lives, money, the reporting of offices."""

from leitai.demonstration.rules import chance, listing, lives, money, reporting, settings, stuck, telling

__all__ = ["chance", "listing", "lives", "money", "reporting", "settings", "stuck", "telling"]
