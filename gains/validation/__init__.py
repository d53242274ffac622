"""Great Expectations on the build's own DuckDB connection: suites, runner, data docs."""
