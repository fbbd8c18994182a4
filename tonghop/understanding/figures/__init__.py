"""Figures in a sentence: number, measure, scope, indicator, and which of them count.

`activities.make_activity` calls the rooms in this order; each question has one module:

- what is written: numbers, names, counting, labels, persons, precision, plain, unlisted -> figures
- of which time: scopes with days, plans, rates, compared, comparisons, next_times, yearly, starts, estimates
- of whom: foreign with others, doers, channels
- for which indicator: ties with lists, sharing, topics; then rivals, undone, courses and parallels take it away again
- what contains what: parts with brackets, unsaid; running between the texts of an item
- what a person is asked: cautions, untied, unsummed, answers, worded by quotes

Every module works on the tokens of one line (segments.py says how far a word speaks) and either marks a figure or
leaves it alone; in this room only ties, lists and topics give an indicator.
"""
