"""The form of a unit's report: a Word file that is filled in, printed and signed as it stands, and read by its ids."""

from tonghop.rendering.forms.form_docx import render_form

__all__ = ["render_form"]
