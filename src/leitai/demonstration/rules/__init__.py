"""The made-up series as pure functions of a seed: lives, money, the reporting of offices."""

from leitai.demonstration.rules import chance, lives, money, reporting, telling

__all__ = ["chance", "lives", "money", "reporting", "telling"]
