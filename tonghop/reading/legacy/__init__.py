"""Vietnamese text in the codes from before Unicode (TCVN3, VNI), and letters of other scripts that pose as Latin.

Add here a code, a font rule or a look-alike that a real file showed. Keeps out reading files (the readers), spaces and
invisible characters (cleaning) and messages. Text must come here before cleaning: TCVN3 writes ư as the soft hyphen.
"""

from tonghop.reading.legacy.fonts import decode_run, find_code
from tonghop.reading.legacy.look_alikes import fold_look_alikes
from tonghop.reading.legacy.repair import may_be_legacy, repair_texts
from tonghop.reading.legacy.syllables import count_syllables

__all__ = ["count_syllables", "decode_run", "find_code", "fold_look_alikes", "may_be_legacy", "repair_texts"]
