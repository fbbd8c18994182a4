"""Training: labelled sentences -> the model that files sentences without heading. Needs scikit-learn (extra `learn`).

Pure: gives bytes, writes nothing. Keeps out what a sentence shows (the caller gives that) and where examples are kept.
"""

from tonghop.learning.examples import Example, merge_examples, read_examples, write_examples
from tonghop.learning.plan_words import list_plan_examples
from tonghop.learning.training import LearningError, can_train, train_model

__all__ = [
    "Example",
    "LearningError",
    "can_train",
    "list_plan_examples",
    "merge_examples",
    "read_examples",
    "train_model",
    "write_examples",
]
