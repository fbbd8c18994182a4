"""Rendering: one Report becomes the files of contract 4.3. Keeps out what counts and what is added; it only shows."""

from tonghop.rendering.metadata import report_json_bytes
from tonghop.rendering.release_docx import render_release_docx
from tonghop.rendering.write import write_report

__all__ = ["render_release_docx", "report_json_bytes", "write_report"]
