"""Mails: .eml (mime.py) and Outlook's .msg (outlook.py) taken apart, and what their senders themselves wrote (body.py).

Keeps out reading the attachments (each is a file of its own) and trust: whether a sender is known is intake's question.
`Mail` and `split_with` belong to the parent and are imported on first use: the child must not load pydantic.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonghop.reading.mail.words import Mail, split_with

__all__ = ["Mail", "split_with"]

if not TYPE_CHECKING:  # a type checker must still see which names are missing

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from tonghop.reading.mail import words

        return getattr(words, name)
