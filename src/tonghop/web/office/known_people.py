"""Who a session belongs to: allauth's way of signing in, and one quick question with each request after."""

from allauth.account.auth_backends import AuthenticationBackend

from tonghop.apps.accounts.models import Person
from tonghop.apps.foundations import rows


class KnownPeople(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    """allauth's backend; people are found by a statement that was made once."""

    def get_user(self, user_id: object) -> Person | None:
        person = rows.find(Person, user_id)
        return person if self.user_can_authenticate(person) else None
