"""Decisions and calculations of the register: plain values in, plain values out."""

from leitai.register.rules import bottlenecks, checks, deadlines, flow, lights, months, plans, speeds, texts

__all__ = ["bottlenecks", "checks", "deadlines", "flow", "lights", "months", "plans", "speeds", "texts"]
