"""Every page of the office in one list: its address, its view, its name, and the right that it needs.

The tests walk this list (tests/web/test_every_route.py): every page × every role × another body.
"""

from dataclasses import dataclass

from django.urls import URLPattern, path

from tonghop.apps.accounts.roles import Right
from tonghop.web.office.door import View, entered


@dataclass(frozen=True, slots=True)
class Route:
    """One page. `needs` None: everybody who has signed in may come, and sees what is their own."""

    address: str
    view: View
    name: str
    needs: Right | None = None

    @property
    def pattern(self) -> URLPattern:
        pattern: URLPattern = path(self.address, entered(self.view, self.needs), name=self.name)
        return pattern
