"""What is published, as its readers get it: which version, within which scope, selected by row."""
