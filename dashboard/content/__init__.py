"""What each page shows, made from published rows alone: no web framework, made once per version."""
