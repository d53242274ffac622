"""Read: a file of any kind becomes a header and a table of texts."""
