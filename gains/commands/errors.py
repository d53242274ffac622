"""The error of commands."""


class CommandError(Exception):
    """A command cannot do what it was asked; the message is a sentence for the user."""
