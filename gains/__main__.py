"""`python -m gains` is the command `gains`."""

import sys

from gains.cli import main

if __name__ == "__main__":
    sys.exit(main())
