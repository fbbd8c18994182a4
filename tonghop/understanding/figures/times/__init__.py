"""Of which time a figure is: done in the period, running total, planned, of another year, a rate, an estimate."""
