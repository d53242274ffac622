"""The demo: two invented companies whose figures tell stories that a finance chief knows."""
