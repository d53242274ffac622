"""Find: which files lie under `exports/`, whose they are, and which delivery is the newer one."""
