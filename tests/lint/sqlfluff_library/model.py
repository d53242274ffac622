"""Stand-in for dbt's `model`, the node that is being rendered, while SQL is linted."""

columns = {"linted_column": {}}
