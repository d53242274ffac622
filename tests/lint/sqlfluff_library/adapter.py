"""Stand-in for dbt's `adapter` while SQL is linted: lint must not need a database."""


def dispatch(name, package=None):
    """Render a dispatched macro as a function call of the same name."""
    return lambda *arguments: f"{name}({', '.join(str(argument) for argument in arguments)})"


def quote(identifier):
    """Render a quoted identifier as a plain one: the linter's parser knows no reserved words."""
    return f"{identifier}_quoted"
