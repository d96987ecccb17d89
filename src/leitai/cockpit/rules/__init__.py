"""What the cockpit decides and calculates: plain values in, plain values out."""

from leitai.cockpit.rules import courses, days, growth, outlook, places, saying

__all__ = ["courses", "days", "growth", "outlook", "places", "saying"]
