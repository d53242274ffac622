"""Does the verdict keep its promises? Exports with a known effect, through the whole pipeline."""
