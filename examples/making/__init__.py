"""How the sources of the examples are made: their texts, and the writers of .docx, .pdf and .eml.

Needed only by `make_examples.py`; laying the examples out never imports it.
"""
