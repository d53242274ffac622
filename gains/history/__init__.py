"""What was published before: the memory that a build compares its own figures with."""
