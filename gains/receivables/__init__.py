"""Receivables: what SQL cannot say in sums."""
