"""Figures in a sentence: number, measure, scope, indicator, and which of them count.

`activities.make_activity` calls the folders in about this order; a folder uses only those above it:

- written: what is written -> figures (written/figures.py), and how far a word speaks (written/segments.py)
- times: of which time
- sums: what contains what
- uncounted: what is somebody else's, or nothing that was done
- tying: for which indicator; only its ties, lists and topics give one, everything else takes it away
- asking: what a person is asked

Every module has one question, works on the tokens of one line and either marks a figure or leaves it alone.
"""
