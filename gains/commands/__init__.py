"""The subcommands of `gains`, a module each.

A module has `HELP` (one line), `add_arguments(parser)` and `run(parsed) -> int`.
"""
