"""Every page of the office in one list: its address, its view, its name, and the right that it needs.

The tests walk this list (tests/web/test_every_route.py): every page × every role × another body.
"""

from dataclasses import dataclass

from django.urls import URLPattern, path

from tonghop.apps.accounts.roles import Right
from tonghop.web.office.door import PAGE, Manner, View, entered


@dataclass(frozen=True, slots=True)
class Route:
    """One page. `needs` None: everybody who has signed in may come, and sees what is their own.

    `manner` is how whoever does not come in is answered: with a page, or as a program is.
    """

    address: str
    view: View
    name: str
    needs: Right | None = None
    manner: Manner = PAGE

    @property
    def pattern(self) -> URLPattern:
        pattern: URLPattern = path(self.address, entered(self.view, self.needs, self.manner), name=self.name)
        return pattern
