"""`python -m eval`: the same commands as `summarizer eval`."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
