"""The base of every word: frozen, nothing extra, JSON both ways."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict


class Word(BaseModel):
    """A frozen model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Labelled(StrEnum):
    """A code value with the one Vietnamese label that people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member from its code value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
