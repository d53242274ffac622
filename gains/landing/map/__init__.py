"""Map: how the files of a folder read, and what their columns mean."""
