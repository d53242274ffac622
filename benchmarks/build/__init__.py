"""Time and memory of a whole build, beside one hand-written script on the same files."""
