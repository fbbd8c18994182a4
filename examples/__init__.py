"""The shipped examples: sources of one realistic inbox for 2024-H1, and what lays them out.

Add here a source that shows a case an Office really meets. Everything in it is invented; no code of
the work itself stands here.
"""
