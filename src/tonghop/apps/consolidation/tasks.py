"""The jobs of consolidation for `tonghop worker`: reckoning up many bodies. Jobs carry ids only."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.consolidation.computing import COMPUTING, make_asked


@app.task(name=COMPUTING)
def compute_asked(computation: str) -> None:
    """Make a computation that was asked for. May be done twice: it then does nothing."""
    with acting_by_itself():
        make_asked(UUID(computation), at=timezone.now())
