"""Stand-in for dbt's own cross-database macros while SQL is linted."""


def datediff(first_date, second_date, datepart):
    """Render a difference of dates as a function call."""
    return f"datediff({first_date}, {second_date})"


def dateadd(datepart, interval, from_date):
    """Render an addition to a date as a function call."""
    return f"dateadd({interval}, {from_date})"


def listagg(measure, delimiter, order_by_clause=""):
    """Render a list of values as a function call."""
    return f"listagg({measure}, {delimiter})"
