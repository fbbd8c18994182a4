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
from tasks import alarms, messages
from tonghop.duties import NO_SOURCE
from tonghop.plan.requests import RequestError

T = TypeVar("T")
Run = TypeVar("Run", bound=Callable[..., Any])

_INCOMPLETE = "Incomplete"
"""The state of a run that did everything but look at some sources: red, and told by the alert of the source alone."""


class RefusedError(Exception):
    """What the form says cannot be worked on; nothing was done. The message is Vietnamese and names every fault."""


class IncompleteError(Exception, Generic[T]):
    """Everything was done that could be done, and something could not; `values` are what the flow gives else.

    `is_unseen_only` tells that nothing but a look at sources is missing.
    """

    def __init__(self, message: str, values: T, *, is_unseen_only: bool = False) -> None:
        super().__init__(message)
        self.values = values
        self.is_unseen_only = is_unseen_only


def told_in_vietnamese(run: Run) -> Run:
    """Let a flow take its form as it comes, and end `Failed`, `Incomplete` or `Refused` with a Vietnamese message.

    The flow function's first parameter is a form. Flows so told have `validate_parameters=False`: Prefect would refuse
    a form in English before the flow begins. A call still raises the exception itself. A deployed run tells people by
    mail that it failed; of a refused form they are not told, since somebody is looking at it.
    """
    form_type: type[BaseModel] = next(iter(inspect.signature(run, eval_str=True).parameters.values())).annotation

    @functools.wraps(run)
    def _run(form: object, *more: object) -> object:
        try:
            form = _read_form(form_type, form)
            return run(form, *more)
        except (RefusedError, RequestError) as error:
            return Failed(name="Refused", message=str(error), data=error)
        except Exception as error:
            if not (isinstance(error, IncompleteError) or messages.is_own(error)):
                get_run_logger().exception("unexpected")
            return _end(form, error)

    return cast(Run, _run)  # Prefect gives the value of a returned state, or raises its exception


def _end(form: object, error: Exception) -> State[Any]:
    """The state of a run that could not do all; people are told by mail, once, when the run is a deployed one."""
    message = messages.explain_failure(error)
    is_unseen_only = isinstance(error, IncompleteError) and error.is_unseen_only
    if is_unseen_only and (not alarms.is_deployed() or alarms.tell_of_sources(form)):
        return Failed(name=_INCOMPLETE, message=message, data=error)
    alarms.tell_of_failure(form, message)
    return Failed(message=message, data=error)


def list_unseen(gathered: Iterable[Gathered]) -> tuple[str, ...]:
    """Why sources could not be looked at; empty when all were."""
    return tuple(each.failure for each in gathered if each.failure)


def list_missing_sources(gathered: Iterable[Gathered]) -> tuple[str, ...]:
    """That there was no source to look at at all: what comes in is not seen, and no look ever fails."""
    return () if tuple(gathered) else (NO_SOURCE,)


def find_unseen(states: Iterable[State[Any]]) -> tuple[str, ...]:
    """The messages of the subflows that did everything but look at some sources."""
    return tuple(state.message or "" for state in states if state.name == _INCOMPLETE)


def find_failures(states: Iterable[State[Any]]) -> tuple[str, ...]:
    """The messages of the subflows that ended otherwise than completed or incomplete."""
    failed = (state for state in states if not state.is_completed() and state.name != _INCOMPLETE)
    return tuple(state.message or state.name or "" for state in failed)


def conclude(values: T, unseen: Iterable[str], *failures: Iterable[str]) -> T:
    """Give the values of a flow; `unseen` tells which sources could not be looked at.

    Raises IncompleteError with them when something failed on the way.
    """
    not_seen, failed = tuple(unseen), [reason for each in failures for reason in each]
    if not_seen or failed:
        reasons = dict.fromkeys([*not_seen, *failed])
        raise IncompleteError("\n".join(reasons), values, is_unseen_only=not failed)
    return values


def _read_form(form_type: type[BaseModel], form: object) -> BaseModel:
    try:
        return form_type.model_validate(form)
    except ValidationError as error:
        raise RefusedError(messages.explain_form(error, form_type)) from error
