"""The farm: many files at once through warm, bounded child processes, containers opened, results kept.

`stages` leads files through the steps, `working` holds the steps of one file, `nodes` a file with what it contains;
`pool`, `process`, `child` and `frames` are the children and how they are spoken to; `cache` keeps results. Keeps out
what a format means: the readers of the room do that, inside the children.
"""
