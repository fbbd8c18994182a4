"""Text of pictures, by tesseract: an outside program in its own bounded process, fed by a pipe, no file on the way.

Only called for pictures on which a person saw no secrecy mark, or that a person at the screen chose.
"""

from tonghop.reading.ocr.recognising import recognise
from tonghop.reading.ocr.tesseract import find_tesseract

__all__ = ["find_tesseract", "recognise"]
