"""Stand-in for dbt's `adapter` while SQL is linted: lint must not need a database."""


def dispatch(name, package=None):
    """Render a dispatched macro as a function call of the same name."""
    return lambda *arguments: f"{name}({', '.join(str(argument) for argument in arguments)})"
