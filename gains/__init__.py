"""Gains measures what an automation changed, from the exports that a company already has."""
