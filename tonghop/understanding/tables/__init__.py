"""Tables of results: their columns, and their rows as pieces of text under items."""
