"""Administration's pages: what is listed, what is done, what is refused with everything typed kept."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Mandate, Person
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.audit.models import Event
from tonghop.apps.organisations.actions import amend, apply
from tonghop.apps.organisations.queries import register
from tonghop.domain.organisations.amendments import Line
from tonghop.domain.organisations.events import Event as Reorganisation
from tonghop.domain.organisations.events import Succession
from tonghop.domain.organisations.units import Version

NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def client(alice: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(alice)
    return client


def text(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.content.decode())


def bodies(alice: Person) -> None:
    """Enter two bodies of one name and one that stands alone."""
    versions = (
        Version("a", "Sở Tài chính Mẫu", "sở", "province", "state", valid_from=date(2000, 1, 1)),
        Version("b", "Phòng Văn thư Mẫu", "phòng", "province", "state", valid_from=date(2000, 1, 1)),
        Version("sở-b", "Phòng Văn thư Mẫu", "phòng", "province", "state", valid_from=date(2000, 1, 1)),
    )
    with acting_as(alice):
        lines = [Line(number, version) for number, version in enumerate(versions, 1)]
        amend(lines=lines, source_sha256="0" * 64, by=alice, at=AT, on=TODAY)


def test_person_is_entered_and_the_link_is_shown_once(alice: Person, client: Client) -> None:
    page = client.post(
        reverse("person-enter"), {"login": "binh", "full_name": "Trần Thị Mẫu", "email": "mau@example.vn"}
    )

    binh = Person.objects.get(login="binh")
    assert page.status_code == 200
    assert "http://localhost/tai-khoan/dat-mat-khau/" in text(page)
    assert "dat-mat-khau" not in text(client.get(reverse("person", kwargs={"person_id": binh.pk})))
    assert "Chưa đặt" in text(client.get(reverse("person", kwargs={"person_id": binh.pk})))


def test_taken_login_keeps_what_was_typed(alice: Person, client: Client) -> None:
    page = client.post(reverse("person-enter"), {"login": "ALICE", "full_name": "Trần Thị Mẫu"})

    assert page.status_code == 422
    assert "đã có người dùng" in text(page)
    assert 'value="Trần Thị Mẫu"' in text(page)


FOUND = [
    ("nguyen van mau binh", {"binh"}),
    ("BINH", {"binh"}),
    ("mẫu", {"alice", "binh", "cuong"}),
    ("không ai", set()),
    ("", {"alice", "binh", "cuong"}),
]


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_people_are_found_without_marks(alice: Person, client: Client, words: str, found: set[str]) -> None:
    official(alice, "binh")
    official(alice, "cuong")

    page = text(client.get(reverse("people"), {"q": words}))

    assert {login for login in ("alice", "binh", "cuong") if f"<td>{login}</td>" in page} == found


def test_people_are_filtered_by_state(alice: Person, client: Client) -> None:
    binh = official(alice, "binh")
    client.post(reverse("person-deactivate", kwargs={"person_id": binh.pk}), {"why": "nghỉ hưu"})

    assert "<td>binh</td>" in text(client.get(reverse("people"), {"trang-thai": "inactive"}))
    assert "<td>binh</td>" not in text(client.get(reverse("people"), {"trang-thai": "active"}))


WITH_REASON = ["person-deactivate", "person-activate", "person-end-sessions", "person-reset-factor"]


@pytest.mark.parametrize("name", WITH_REASON)
def test_what_concerns_an_account_needs_a_reason(alice: Person, client: Client, name: str) -> None:
    binh = official(alice, "binh")
    address = reverse(name, kwargs={"person_id": binh.pk})

    assert client.get(address).status_code == 200
    assert client.post(address, {"why": " "}).status_code == 422
    assert client.post(address, {"why": "theo đơn 12"}).status_code == 302
    with acting_as(alice):
        assert "theo đơn 12" in Event.objects.order_by("-sequence")[0].content
    oneself = client.post(reverse(name, kwargs={"person_id": alice.pk}), {"why": "x"})
    assert oneself.status_code == 422
    assert "quản trị viên khác" in text(oneself)


def test_deactivated_person_is_out_at_once(alice: Person, client: Client) -> None:
    binh = official(alice, "binh", (Role.REPORTER, "a"))
    theirs = Client(SERVER_NAME="localhost")
    theirs.force_login(binh)
    assert theirs.get(reverse("my-work")).status_code == 200

    client.post(reverse("person-deactivate", kwargs={"person_id": binh.pk}), {"why": "nghỉ hưu"})

    assert theirs.get(reverse("my-work")).status_code == 302


def _grant(client: Client, person: Person, **given: object):  # type: ignore[no-untyped-def]
    form = {
        "role": "reporter",
        "named": "Sở Tài chính Mẫu",
        "valid_from": "2026-11-01",
        "valid_to": "",
    } | given
    return client.post(reverse("mandate-grant", kwargs={"person_id": person.pk}), form)


def test_mandate_is_granted_for_a_body_by_its_name_and_ended(alice: Person, client: Client) -> None:
    bodies(alice)
    binh = official(alice, "binh")

    assert _grant(client, binh).status_code == 302
    mandate = binh.mandates.get()
    assert (mandate.body, mandate.role, mandate.valid_from) == ("a", "reporter", date(2026, 11, 1))
    assert "Sở Tài chính Mẫu" in text(client.get(reverse("person", kwargs={"person_id": binh.pk})))
    assert "Sở Tài chính Mẫu" in text(client.get(reverse("mandates"), {"vai-tro": "reporter"}))

    address = reverse("mandate-end", kwargs={"mandate_id": mandate.pk})
    early = client.post(address, {"valid_to": "2026-11-01"})
    assert early.status_code == 422
    assert "2026-11-01" in text(early)
    assert client.post(address, {"valid_to": "2026-11-10"}).status_code == 302
    assert "Sở Tài chính Mẫu" not in text(client.get(reverse("mandates"), {"vai-tro": "reporter"}))
    ended = text(client.get(reverse("mandates"), {"vai-tro": "reporter", "trang-thai": "ended"}))
    assert "10/11/2026" in ended


def test_mandate_for_a_name_that_several_bear_is_a_question(alice: Person, client: Client) -> None:
    bodies(alice)
    binh = official(alice, "binh")

    asked = _grant(client, binh, named="phong van thu mau")

    assert asked.status_code == 422
    assert 'value="b"' in text(asked)
    assert 'value="sở-b"' in text(asked)
    assert 'value="phong van thu mau"' in text(asked)
    assert not binh.mandates.exists()
    assert _grant(client, binh, named="phong van thu mau", body="sở-b").status_code == 302
    assert binh.mandates.get().body == "sở-b"


REFUSED_GRANTS = [
    ({"named": "Không có đơn vị này"}, "chưa rõ là đơn vị nào"),
    ({"valid_to": "2026-10-01"}, "phải kết thúc sau"),
    ({"valid_from": "hôm qua"}, "2026-11-01"),  # nothing shown but the kept rest
    ({"role": "king"}, "king"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED_GRANTS[:2])
def test_refused_mandate_keeps_what_was_typed(
    alice: Person, client: Client, given: dict[str, str], words: str
) -> None:
    bodies(alice)
    binh = official(alice, "binh")

    page = _grant(client, binh, **given)

    assert page.status_code == 422
    assert words in text(page)
    for value in given.values():
        assert f'value="{value}"' in text(page)
    assert not binh.mandates.exists()


@pytest.mark.parametrize("given", [given for given, _ in REFUSED_GRANTS[2:]])
def test_mandate_that_is_none_is_refused_by_the_form(
    alice: Person, client: Client, given: dict[str, str]
) -> None:
    bodies(alice)
    binh = official(alice, "binh")

    assert _grant(client, binh, **given).status_code == 422
    assert not binh.mandates.exists()


def test_same_mandate_twice_is_refused(alice: Person, client: Client) -> None:
    bodies(alice)
    binh = official(alice, "binh")
    _grant(client, binh)

    assert "đã giữ vai trò" in text(_grant(client, binh))
    assert Mandate.objects.filter(person=binh).count() == 1


def test_bodies_are_found_and_shown_with_their_past(alice: Person, client: Client) -> None:
    bodies(alice)
    official(alice, "binh", (Role.REPORTER, "a"))

    found = text(client.get(reverse("bodies"), {"q": "so tai chinh mau"}))
    page = text(client.get(reverse("body", kwargs={"unit": "a"})))

    assert reverse("body", kwargs={"unit": "a"}) in found
    assert "Nguyễn Văn Mẫu binh" in page
    assert "không có hiệu lực" in text(
        client.get(reverse("body", kwargs={"unit": "a"}), {"ngay": "1999-12-31"})
    )
    assert client.get(reverse("body", kwargs={"unit": "a"}), {"ngay": "hôm qua"}).status_code == 200
    assert client.get(reverse("body", kwargs={"unit": "không-có"})).status_code == 404


def _amend(client: Client, **given: object):  # type: ignore[no-untyped-def]
    form = {
        "name": "Sở Tài chính Mới",
        "aliases": "STC\n STC \nSở TC",
        "valid_from": "",
        "why": "theo công văn 5",
    }
    return client.post(reverse("body-amend", kwargs={"unit": "a"}), form | given)


def test_name_is_mended_or_changed_from_a_day_on(alice: Person, client: Client) -> None:
    bodies(alice)

    assert _amend(client).status_code == 302
    (only,) = register(["a"]).versions["a"]
    assert (only.name, only.aliases, only.valid_from) == (
        "Sở Tài chính Mới",
        ("STC", "Sở TC"),
        date(2000, 1, 1),
    )

    assert _amend(client, name="Sở Tài chính Tổng hợp", valid_from="2026-07-01").status_code == 302
    first, second = register(["a"]).versions["a"]
    assert (first.name, first.valid_to) == ("Sở Tài chính Mới", date(2026, 7, 1))
    assert (second.name, second.valid_from, second.valid_to) == (
        "Sở Tài chính Tổng hợp",
        date(2026, 7, 1),
        None,
    )
    assert "Sở Tài chính Mới" in text(
        client.get(reverse("body", kwargs={"unit": "a"}), {"ngay": "2026-06-30"})
    )
    with acting_as(alice):
        told = Event.objects.filter(kind="unit.renamed", subject="unit:a")
        assert "theo công văn 5" in told[0].content


REFUSED_NAMES = [{"name": ""}, {"why": " "}, {"valid_from": "1990-01-01"}]


@pytest.mark.parametrize("given", REFUSED_NAMES)
def test_refused_name_changes_nothing(alice: Person, client: Client, given: dict[str, str]) -> None:
    bodies(alice)

    assert _amend(client, **given).status_code == 422
    assert register(["a"]).versions["a"][0].name == "Sở Tài chính Mẫu"


def _merge(alice: Person) -> None:
    new = Version("vp", "Phòng Văn thư Lớn", "phòng", "province", "state", valid_from=date(2026, 7, 1))
    event = Reorganisation(
        "hop-nhat/1",
        "merge",
        date(2026, 7, 1),
        "Quyết định 5/QĐ",
        (new,),
        ("b", "sở-b"),
        (Succession("b", "vp", None), Succession("sở-b", "vp", None)),
    )
    with acting_as(alice):
        apply(event=event, by=alice, at=AT, on=TODAY)


def test_reorganisation_is_listed_and_undone_with_a_reason(alice: Person, client: Client) -> None:
    bodies(alice)
    _merge(alice)
    address = reverse("reorganisation-undo", kwargs={"event_id": "hop-nhat/1"})

    listed = text(client.get(reverse("reorganisations")))
    assert "Quyết định 5/QĐ" in listed
    assert address in listed
    assert "Quyết định 5/QĐ" not in text(client.get(reverse("reorganisations"), {"q": "không có"}))
    assert "Quyết định 5/QĐ" in text(client.get(reverse("body", kwargs={"unit": "b"})))
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "nhập nhầm"}).status_code == 302

    assert "vp" not in register().versions
    assert "Quyết định 5/QĐ" not in text(client.get(reverse("reorganisations")))
    assert client.get(address).status_code == 404


def test_name_of_what_a_reorganisation_closed_is_left_alone(alice: Person, client: Client) -> None:
    bodies(alice)
    _merge(alice)
    address = reverse("body-amend", kwargs={"unit": "b"})
    given = {"name": "Tên khác", "aliases": "", "valid_from": "2026-01-01", "why": "thử"}

    assert client.post(address, given).status_code == 422
    assert register(["b"]).versions["b"][0].name == "Phòng Văn thư Mẫu"


# Whoever lacks the right: as if nothing were there, for every page of one thing.


def _things(alice: Person) -> dict[str, tuple[dict[str, object], Right]]:
    binh = official(alice, "other", (Role.REPORTER, "b"))
    bodies(alice)
    _merge(alice)
    person, grants, keeps = {"person_id": binh.pk}, Right.GRANT_MANDATES, Right.KEEP_REGISTER
    return {
        "person": (person, Right.SEE_PEOPLE),
        "person-link": (person, grants),
        "person-link-mail": (person, grants),
        "mandate-grant": (person, grants),
        "person-deactivate": (person, grants),
        "person-activate": (person, grants),
        "person-end-sessions": (person, grants),
        "person-reset-factor": (person, grants),
        "mandate-end": ({"mandate_id": binh.mandates.get().pk}, grants),
        "body": ({"unit": "a"}, keeps),
        "body-amend": ({"unit": "a"}, keeps),
        "reorganisation-undo": ({"event_id": "hop-nhat/1"}, keeps),
    }


@pytest.mark.parametrize("role", list(Role))
def test_things_are_not_there_for_those_who_may_not(alice: Person, role: Role) -> None:
    things = _things(alice)
    client = Client(SERVER_NAME="localhost")
    client.force_login(official(alice, "charlie", (role, "a")))

    for name, (ids, right) in things.items():
        answers = [ask(reverse(name, kwargs=ids)).status_code for ask in (client.get, client.post)]
        if role not in RIGHTS[right]:
            assert answers == [404, 404], name
        else:
            assert 404 not in answers, name


def test_things_that_are_not_there(alice: Person, client: Client) -> None:
    gone = {name: dict.fromkeys(ids, NOBODY) for name, (ids, _) in _things(alice).items()}

    for name, ids in gone.items():
        answers = {
            ask(reverse(name, kwargs=ids), {"why": "x"}).status_code for ask in (client.get, client.post)
        }
        assert answers <= {404, 405}, name


def test_every_page_of_one_thing_is_in_the_table(alice: Person) -> None:
    from tonghop.web.office import administration

    assert _things(alice).keys() == {route.name for route in administration.ROUTES if "<" in route.address}


def test_frame_shows_ways_only_to_those_who_may(alice: Person, client: Client) -> None:
    binh = Client(SERVER_NAME="localhost")
    binh.force_login(official(alice, "binh", (Role.REPORTER, "a")))

    assert reverse("people") in text(client.get(reverse("my-work")))
    assert reverse("people") not in text(binh.get(reverse("my-work")))
    assert OFFICE not in text(binh.get(reverse("my-work")))
    assert 'aria-current="page"' in text(client.get(reverse("mandates")))
