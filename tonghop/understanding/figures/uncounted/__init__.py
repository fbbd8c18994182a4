"""Figures that no total of ours counts: of others, on other channels, of other subjects, of what was not done."""
