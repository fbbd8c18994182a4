"""Old and foreign office formats, turned into .docx and .xlsx by LibreOffice, which the machine may or may not have.

Runs in the parent process, many files in one call. A file with a password is `encrypted` and one cut short `truncated`
before the program runs; what LibreOffice cannot open is `corrupt`, what it does not finish in time `too-slow`; never is
half a file read. Keeps out reading what comes of it: the .docx and .xlsx readers do.
"""

from tonghop.reading.office.converting import Conversion, convert_documents
from tonghop.reading.office.program import find_soffice

__all__ = ["Conversion", "convert_documents", "find_soffice"]
