"""Write: canonical Parquet, the rejected rows beside it, and the counts of both."""
