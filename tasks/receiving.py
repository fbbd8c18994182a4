"""A report that came by hand, from its form."""

from schemas.request import ReceiveForm
from schemas.run import Received
from tasks.endings import RefusedError
from tonghop import steps
from tonghop.intake.declaring import DeclarationError
from tonghop.job import open_job, read_clock


def receive_by_hand(form: ReceiveForm) -> Received:
    """Take in what the form names; no task, so that a refused form leaves nothing but its message.

    Raises RefusedError with every fault, and when the report was not taken in.
    """
    try:
        files, declaration = steps.read_report(form, None, now=read_clock())
        with open_job(form.make_run(steps.find_year(form, read_clock()))) as job:
            received = steps.receive(job, files, declaration)
    except DeclarationError as error:
        raise RefusedError(str(error)) from error
    if received.reason is not None:
        raise RefusedError(received.reason)
    return received
