"""Decide: how each column is written, over all of its values, and so what each text means."""
