"""HTML pages and mail bodies: what a browser shows, as blocks with places. `read` is the registry's reader.

Keeps out what a mail quotes (mail/body.py) and scripts, which never run.
"""

from tonghop.reading.html.reader import decode_html, read, read_html

__all__ = ["decode_html", "read", "read_html"]
