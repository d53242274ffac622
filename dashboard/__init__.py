"""The dashboard: pages over what is published, and nothing else."""
