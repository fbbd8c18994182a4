"""Sentences without heading: to which plan item each belongs, how sure that is and why.

A small linear model (plans/model-<year>.json) scores; limits proved by cross-validation decide what is filed, dropped
or asked. Keeps out training (tonghop.learning) and headings (headings.py).
"""

from tonghop.understanding.filing.deciding import Explanation, explain_text, is_filing_known, make_filing
from tonghop.understanding.filing.features import is_counted, list_names

__all__ = ["Explanation", "explain_text", "is_counted", "is_filing_known", "list_names", "make_filing"]
