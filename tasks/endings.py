"""How a flow run ends for the people who watch: in Vietnamese, and never green when something could not be done.

Keeps out what the automations do with it, and the command line's own words (cli/failures.py).
"""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, cast

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import BaseModel, ValidationError

from schemas.run import Gathered
from tasks import messages
from tonghop.plan.requests import RequestError

T = TypeVar("T")
Run = TypeVar("Run", bound=Callable[..., Any])


class RefusedError(Exception):
    """What the form says cannot be worked on; nothing was done. The message is Vietnamese and names every fault."""


class IncompleteError(Exception, Generic[T]):
    """Everything was done that could be done, and something could not; `values` are what the flow gives else."""

    def __init__(self, message: str, values: T) -> None:
        super().__init__(message)
        self.values = values


def told_in_vietnamese(run: Run) -> Run:
    """Let a flow take its form as it comes, and end `Failed` or `Refused` with a Vietnamese message.

    The flow function's first parameter is a form. Flows so told have `validate_parameters=False`: Prefect would refuse
    a form in English before the flow begins. A call still raises the exception itself.
    """
    form_type: type[BaseModel] = next(iter(inspect.signature(run, eval_str=True).parameters.values())).annotation

    @functools.wraps(run)
    def _run(form: object, *more: object) -> object:
        try:
            return run(_read_form(form_type, form), *more)
        except (RefusedError, RequestError) as error:
            return Failed(name="Refused", message=str(error), data=error)
        except Exception as error:
            if not (isinstance(error, IncompleteError) or messages.is_own(error)):
                get_run_logger().exception("unexpected")
            return Failed(message=messages.explain_failure(error), data=error)

    return cast(Run, _run)  # Prefect gives the value of a returned state, or raises its exception


def list_unseen(gathered: Iterable[Gathered]) -> tuple[str, ...]:
    """Why sources could not be looked at; empty when all were."""
    return tuple(each.failure for each in gathered if each.failure)


def find_failures(states: Iterable[State[Any]]) -> tuple[str, ...]:
    """The messages of the subflows that did not complete."""
    return tuple(state.message or state.name or "" for state in states if not state.is_completed())


def conclude(values: T, *failures: Iterable[str]) -> T:
    """Give the values of a flow.

    Raises IncompleteError with them when something failed on the way.
    """
    reasons = list(dict.fromkeys(reason for each in failures for reason in each))
    if reasons:
        raise IncompleteError("\n".join(reasons), values)
    return values


def _read_form(form_type: type[BaseModel], form: object) -> BaseModel:
    try:
        return form_type.model_validate(form)
    except ValidationError as error:
        raise RefusedError(messages.explain_form(error, form_type)) from error
