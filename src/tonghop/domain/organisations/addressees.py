"""Who a directive addresses: one body by its name, a class of bodies by a rule, or nobody that is certain.

"Sở Y tế" is one body of the province; "UBND các huyện, thành phố" and "các sở, ban, ngành tỉnh" are
classes, which are spelled out to the bodies in force that day and shown for review; "các cơ quan liên quan"
is open: whoever directs has to say who is meant. A rule lists the places or classes that it speaks of, and
says what it left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.domain.language import flat, searchable
from tonghop.domain.organisations.body_names import body_of
from tonghop.domain.organisations.matching import find_in, is_within
from tonghop.domain.organisations.register import Register
from tonghop.domain.organisations.succession import Carrier
from tonghop.domain.organisations.units import PLACE, Version

ONE, CLASS, OPEN = "one", "class", "open"

_DAY = timedelta(days=1)
_LONGEST = 400
_DISTRICT_KINDS = ("huyện", "quận", "thị xã", "thành phố")
_COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")

_HOLDERS = re.compile(
    r"(?:thủ trưởng|giám đốc|chủ tịch|lãnh đạo|người đứng đầu|bí thư|trưởng)"
    r" (?=(?:các )?(?:sở|ủy ban|ban|huyện ủy))"
)
_VAGUE = re.compile(
    r"\b(?:(?:có )?liên quan|chức năng|có thẩm quyền|cùng cấp|các cấp|theo quy định|trực thuộc sở"
    r"|được phân công)\b"
)
_KIND = r"(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)"
_STAFF = (
    ("ủy ban nhân dân", r"ủy ban nhân dân|ubnd"),
    ("hội đồng nhân dân", r"hội đồng nhân dân|hđnd"),
    ("mặt trận", r"(?:ủy ban )?mặt trận tổ quốc(?: việt nam)?|ubmttq|mttq"),
    ("công an", r"công an"),
    ("đảng ủy xã", r"đảng ủy"),
)
_OF_PLACES = re.compile(
    rf"(?P<staff>{'|'.join(words for _, words in _STAFF)})"
    rf" (?:(?P<level>cấp (?:huyện|xã))|(?P<each>(?:các )?)(?P<number>\d{{1,3}} )?"
    rf"(?P<kinds>{_KIND}(?:(?:, | và |, và |/){_KIND}){{0,5}}))"
    r"(?P<tail>(?: (?:(?:thuộc|của|trong) tỉnh|trên địa bàn(?: toàn)?(?: tỉnh| thành phố)?|trực thuộc))?"
    r"|(?<=đặc khu) [^,;]{1,30})"
)
_DEPARTMENTS = re.compile(
    r"(?:các )?sở(?:, ?ban)?(?:,? (?:và )?)(?:ban )?ngành(?P<front>,? (?:và )?(?:các )?đoàn thể)?"
    r"(?: (?:cấp )?(?:tỉnh|thành phố))?"
)
_ONLY_DEPARTMENTS = re.compile(r"các sở(?: (?:thuộc )?(?:tỉnh|thành phố))?")
_PRESS = re.compile(
    r"(?:(?:các )?cơ quan (?:thông tấn, )?báo chí(?: (?:của )?(?:tỉnh|thành phố|địa phương))?"
    r"|báo, đài(?: (?:tỉnh|địa phương))?)"
)
_FRONT = re.compile(
    r"(?:các )?(?:tổ chức chính trị ?-? ?xã hội|đoàn thể)(?: (?:của |cấp )?(?:tỉnh|thành phố))?"
)
_PARTY_BOARDS = re.compile(r"các (?:ban đảng|ban xây dựng đảng)(?: (?:của )?(?:tỉnh ủy|thành ủy))?")
_COMMITTEE = r"(?:huyện ủy|thị ủy|thành ủy|quận ủy|đảng ủy trực thuộc(?: tỉnh ủy)?)"
_COMMITTEES = rf"(?:các )?{_COMMITTEE}(?:(?:, | và |, các )(?:các )?{_COMMITTEE}){{0,5}}"
_ALL_COMMITTEES = re.compile(_COMMITTEES)
_BOARD = r"(?:ban tuyên giáo(?: và dân vận)?|ban tuyên huấn|ban dân vận|trung tâm chính trị)"
_BOARDS = re.compile(
    rf"(?P<boards>{_BOARD}(?:(?:, | và |, và ){_BOARD}){{0,4}}) (?P<committees>{_COMMITTEES})"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is meant by a party of a directive: `outcome` is one, class or open; `why` is for the reviewer.

    `bodies` are those meant, or candidates where the outcome is open. `is_complete` says that the rule
    names all.
    """

    text: str
    outcome: str
    bodies: tuple[Version, ...]
    why: str
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """The place whose directive is read, on the day for which it is read."""

    register: Register
    unit: str
    on: date

    def bodies(self, classes: Iterable[str], level: str) -> tuple[Version, ...]:
        """Return the bodies of some classes in the place, in the order of the classes."""
        wanted = tuple(classes)
        found = [
            version
            for version in self.register.in_force(self.on, level=level)
            if version.line != PLACE
            and set(wanted) & set(version.classes)
            and is_within(self.register, version, self.on, self.unit)
        ]
        return tuple(
            sorted(found, key=lambda one: (min(map(wanted.index, set(wanted) & set(one.classes))), one.unit))
        )


def resolve(register: Register, text: str, *, on: date, place: str) -> Addressee:
    """Return which bodies a party of a directive means on a day, for a directive of a province or district.

    `place` is the id of the issuer's place; where it has become another by then, its bodies are those of
    that one.
    """
    name = flat(text).strip(" .,;:")[:_LONGEST]
    key = _HOLDERS.sub("", searchable(name), count=1)
    here = _Place(register, place, on)
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(_VAGUE.sub("", key).strip(" ,") if rule is not _of_places else key):
            found = rule(here, name, match)
            if _VAGUE.search(key):
                return Addressee(
                    name, OPEN, found.bodies, "chỉ nói “liên quan”: người chỉ đạo phải chọn trong lớp này"
                )
            return found
    return _single(here, name)


def _single(here: _Place, name: str) -> Addressee:
    body = body_of(name)
    if not body or _VAGUE.search(searchable(body)):
        return Addressee(name, OPEN, (), "không nêu tên cơ quan nào")
    found = find_in(here.register, body, on=here.on, around=here.unit)
    bodies = tuple(one.version for one in found.candidates if one.version.line != PLACE)
    unit = here.register.version(found.decided, here.on) if found.decided else None
    if unit is not None and unit.line != PLACE:
        why = "; ".join((found.candidates[0].why, *found.warnings))
        return Addressee(name, ONE, (unit,), why, is_complete=True)
    return Addressee(name, OPEN, bodies, "; ".join(found.warnings) or "danh bạ không có cơ quan này")


def _of_places(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    staff = next(cls for cls, words in _STAFF if re.fullmatch(words, match["staff"]))
    kinds = _kinds(match)
    if not match["level"] and not match["each"] and not match["number"] and len(kinds) == 1:
        return _single(here, name)
    is_district = kinds[0] in ("huyện", "quận", "thị xã") or (kinds[0] == "thành phố" and len(kinds) > 1)
    if kinds[0] == "thành phố" and len(kinds) == 1:
        is_district = True
    level = "district" if is_district else "commune"
    every = here.bodies((staff,), level)
    chosen = tuple(body for body in every if _place_kind(here, body) in kinds)
    if not chosen:
        return _ended(here, name, (staff,), level)
    if match["number"] and int(match["number"]) != len(chosen):
        return Addressee(
            name, OPEN, chosen, f"văn bản nói {match['number'].strip()}, danh bạ có {len(chosen)}"
        )
    left_out = sorted({_place_kind(here, body) for body in every} - set(kinds))
    why = f"{len(chosen)} cơ quan theo loại {', '.join(kinds)}"
    if left_out:
        why += f"; còn loại không được nêu: {', '.join(left_out)}"
    return Addressee(name, CLASS, chosen, why, is_complete=not left_out)


def _kinds(match: re.Match[str]) -> tuple[str, ...]:
    if match["level"]:
        return _DISTRICT_KINDS if match["level"].endswith("huyện") else _COMMUNE_KINDS
    return tuple(re.findall(_KIND, match["kinds"]))


def _place_kind(here: _Place, body: Version) -> str:
    place = here.register.version(body.place, here.on)
    return place.kind if place else ""


def _departments(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    classes = ["sở"] if match.re is _ONLY_DEPARTMENTS else ["sở", "ban, ngành"]
    if match.re is _DEPARTMENTS and match["front"]:
        classes += ["mặt trận", "tổ chức chính trị - xã hội"]
    note = (
        "“ban, ngành” không có danh mục cố định: rà thêm công an, quân sự, tòa án, viện kiểm sát, kho bạc …"
    )
    return _listed(here, name, classes, note if match.re is _DEPARTMENTS else "")


def _press(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    return _listed(here, name, ["báo chí"], "rà thêm tạp chí và cổng thông tin của tỉnh")


def _front(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    return _listed(here, name, ["tổ chức chính trị - xã hội"], "")


def _party_boards(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    return _listed(here, name, ["ban đảng"], "")


def _committees(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    if not _is_plural(match.group()):
        return _single(here, name)
    return _joined(here, name, _wanted_committees(match.group()))


def _boards(here: _Place, name: str, match: re.Match[str]) -> Addressee:
    if not _is_plural(match["committees"]):
        return _single(here, name)
    return _joined(here, name, _wanted_boards(match["boards"], match["committees"]))


def _is_plural(committees: str) -> bool:
    """Say whether several committees are meant: "các thành ủy", "huyện ủy, thành ủy"; "Thành ủy" is one."""
    return committees.startswith("các ") or len(re.findall(_COMMITTEE, committees)) > 1


def _wanted_committees(text: str) -> Iterator[tuple[str, str]]:
    if re.search(r"huyện ủy|thị ủy|thành ủy|quận ủy", text):
        yield "huyện ủy", "district"
    if "đảng ủy trực thuộc" in text:
        yield "đảng ủy trực thuộc", "province"


def _wanted_boards(boards: str, committees: str) -> Iterator[tuple[str, str]]:
    for _, level in _wanted_committees(committees):
        if "tuyên giáo" in boards or "tuyên huấn" in boards:
            of = "đảng ủy trực thuộc" if level == "province" else "huyện ủy"
            yield f"ban tuyên giáo {of}", level
        if "ban dân vận" in boards and level == "district":
            yield "ban dân vận huyện ủy", level
        if "trung tâm chính trị" in boards and level == "district":
            yield "trung tâm chính trị", level


def _joined(here: _Place, name: str, wanted: Iterable[tuple[str, str]]) -> Addressee:
    """Spell out several classes; where one of them has ended, the whole is open."""
    bodies: list[Version] = []
    ended: list[str] = []
    for cls, level in wanted:
        found = here.bodies((cls,), level)
        if found:
            bodies += found
        else:
            gone = _ended(here, name, (cls,), level)
            bodies += gone.bodies
            ended.append(f"{cls}: {gone.why}")
    if ended:
        return Addressee(name, OPEN, tuple(dict.fromkeys(bodies)), "; ".join(ended))
    return Addressee(name, CLASS, tuple(bodies), f"{len(bodies)} cơ quan theo lớp", is_complete=True)


def _listed(here: _Place, name: str, classes: list[str], note: str) -> Addressee:
    bodies = here.bodies(classes, "province")
    if not bodies:
        return Addressee(name, OPEN, (), "danh bạ không có cơ quan nào thuộc lớp này")
    why = f"{len(bodies)} cơ quan thuộc lớp {', '.join(classes)}"
    return Addressee(name, CLASS, bodies, f"{why}; {note}" if note else why, is_complete=not note)


def _ended(here: _Place, name: str, classes: tuple[str, ...], level: str) -> Addressee:
    """Return those to whom the work of a class went that has no body any more; never certain."""
    carrier = Carrier(here.register, here.on)
    heirs: dict[str, Version] = {}
    for versions in here.register.versions.values():
        last = versions[-1]
        if last.valid_to is None or last.valid_to > here.on or last.level != level:
            continue
        if not set(classes) & set(last.classes):
            continue
        was_here = is_within(here.register, last, last.valid_to - _DAY, here.unit)
        for unit in carrier.carry(last.unit, last.valid_to - _DAY).holders:
            version = here.register.version(unit, here.on)
            if version is None or version.line == PLACE:
                continue
            if was_here or is_within(here.register, version, here.on, here.unit):
                heirs[unit] = version
    why = (
        "không còn cơ quan nào thuộc lớp này; nơi nhận việc cần người chọn"
        if heirs
        else "danh bạ không có lớp này"
    )
    return Addressee(name, OPEN, tuple(heirs.values()), why)


_RULES: tuple[tuple[re.Pattern[str], Callable[[_Place, str, re.Match[str]], Addressee]], ...] = (
    (_OF_PLACES, _of_places),
    (_DEPARTMENTS, _departments),
    (_ONLY_DEPARTMENTS, _departments),
    (_PRESS, _press),
    (_FRONT, _front),
    (_PARTY_BOARDS, _party_boards),
    (_BOARDS, _boards),
    (_ALL_COMMITTEES, _committees),
)
"""Wordings of classes, and what spells each out; the first that reads the whole name decides."""
