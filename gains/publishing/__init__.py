"""What readers see: versions written whole, the pointer to the current one, the log of runs."""
