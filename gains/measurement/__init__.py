"""Estimates from weekly sums: no files, no database, no clock, no sampling.

`portfolio.measure` is the way in: frozen dataclasses with weekly sums go in, frozen dataclasses
with effects, checks, expected weeks and bridges come out. The method is explained in
`docs/method.md`.
"""
