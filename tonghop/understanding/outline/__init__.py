"""Headings, what they open, and the walk through a report that files each block under them."""
