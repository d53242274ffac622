"""What can go wrong with a snapshot, as a sentence for the person who asked for it."""


class SnapshotError(Exception):
    """A snapshot cannot be made, checked or shared; the message says why and what to do."""
