"""Tells which model writes the better quick looks, by how much, and whether the difference is real.

The package uses `summarizer`, never the reverse, except that the command line mounts `eval.cli` on use.
"""
