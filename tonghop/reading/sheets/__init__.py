"""Workbooks (.xlsx): what Excel shows on each visible sheet, one block per row. `read` is the registry's reader.

Our own walk over zip and lxml: rows that are only formatted cost next to nothing, text boxes are read, and files that
other libraries stumble over are read or refused. Keeps out what the rows mean (understanding).
"""

from tonghop.reading.sheets.reader import read

__all__ = ["read"]
