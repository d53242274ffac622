"""KPI snapshots for leadership: what was shown, frozen, in five files. Reads what is published."""
