"""For which indicator of the plan a figure counts."""
