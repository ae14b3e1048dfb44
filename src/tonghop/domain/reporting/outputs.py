"""The ledger of outputs: what a body itself made (an article, a broadcast, banners), counted for its report.

A ledger lists the body's own work and nothing of others; nothing in it tells how anybody took it (design
rule 10). What may have been counted twice is shown and never taken out: a person decides.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from tonghop.domain.calendar.periods import Period
from tonghop.domain.language import match_key, nfc

LONGEST_TITLE = 500
LONGEST_LINK = 2000
LONGEST_PLACE = 300
LARGEST = 1_000_000
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of output: its names, in what it is counted, and whether its minutes are counted too."""

    vietnamese: str
    english: str
    counted_vi: str
    counted_en: str
    has_minutes: bool = False
    aliases: tuple[str, ...] = ()


KINDS: Mapping[str, OutputKind] = MappingProxyType(
    {
        "article": OutputKind(
            "Tin, bài", "News or article", "tin, bài", "items", aliases=("tin", "bài", "tin bài", "bài viết")
        ),
        "broadcast": OutputKind(
            "Chương trình phát thanh, truyền hình",
            "Radio or television programme",
            "chương trình",
            "programmes",
            has_minutes=True,
            aliases=("phát thanh", "truyền hình", "chương trình", "phóng sự"),
        ),
        "loudspeaker": OutputKind(
            "Bản tin truyền thanh cơ sở",
            "Loudspeaker bulletin",
            "bản tin",
            "bulletins",
            has_minutes=True,
            aliases=("truyền thanh", "bản tin", "loa truyền thanh", "bản tin truyền thanh"),
        ),
        "banner": OutputKind(
            "Băng rôn, khẩu hiệu",
            "Banner",
            "băng rôn",
            "banners",
            aliases=("băng rôn", "khẩu hiệu", "băng zôn"),
        ),
        "board": OutputKind(
            "Pa nô, áp phích, bảng tin",
            "Board, poster or panel",
            "chiếc",
            "pieces",
            aliases=("pa nô", "panô", "pano", "áp phích", "bảng tin", "bảng"),
        ),
        "leaflet": OutputKind(
            "Tờ rơi, tờ gấp, tài liệu",
            "Leaflet or booklet",
            "tờ",
            "copies",
            aliases=("tờ rơi", "tờ gấp", "tài liệu"),
        ),
        "meeting": OutputKind(
            "Hội nghị, buổi tuyên truyền",
            "Meeting or session",
            "buổi",
            "sessions",
            aliases=("hội nghị", "buổi", "buổi tuyên truyền", "tập huấn", "tọa đàm"),
        ),
        "other": OutputKind(
            "Hoạt động, sản phẩm khác", "Other", "sản phẩm", "outputs", aliases=("khác", "sản phẩm khác")
        ),
    }
)
"""Every kind of output, as the ledger's pages and files name it."""


class Measure(StrEnum):
    """What of outputs is counted."""

    COUNT = "count"
    MINUTES = "minutes"


MEASURES: Mapping[Measure, tuple[str, str]] = MappingProxyType(
    {Measure.COUNT: ("Số lượng", "Number"), Measure.MINUTES: ("Số phút", "Minutes")}
)


@dataclass(frozen=True, slots=True)
class Output:
    """One entry of a ledger. `minutes` are those of the whole entry, None where they were not written.

    `made_with` names the bodies with which it was made, "" where the body made it alone.
    """

    key: str
    kind: str
    title: str
    made_on: date
    link: str = ""
    place: str = ""
    count: int = 1
    minutes: int | None = None
    made_with: str = ""

    @property
    def is_joint(self) -> bool:
        return bool(self.made_with)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of an entry, in both languages."""

    field: str
    vietnamese: str
    english: str


class Same(StrEnum):
    """Why two entries may be one."""

    LINK = "link"
    TITLE = "title"


class Where(StrEnum):
    """Where else something was counted."""

    HERE = "here"
    OTHER_INDICATOR = "other-indicator"
    EARLIER_CYCLE = "earlier-cycle"


@dataclass(frozen=True, slots=True)
class Double:
    """An entry that may be the same as one before it."""

    output: Output
    earlier: Output
    why: Same


@dataclass(frozen=True, slots=True)
class CountedTwice:
    """An entry of a count, and the one counted too: in the same count, another's or a cycle before."""

    output: Output
    other: Output
    why: Same
    where: Where


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum over entries, and those without the measure that was asked for: the sum is short of these."""

    amount: int
    outputs: tuple[Output, ...]
    unmeasured: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Which kinds of outputs an indicator counts, and by what."""

    indicator: str
    kinds: frozenset[str]
    measure: Measure


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """What a ledger says of an indicator. Doubles are in the amount: whoever reports decides on them."""

    amount: int
    outputs: tuple[Output, ...]
    doubles: tuple[CountedTwice, ...]
    unmeasured: tuple[Output, ...]

    @property
    def joint(self) -> tuple[Output, ...]:
        """The entries that another body may count too."""
        return tuple(output for output in self.outputs if output.is_joint)


def faults_of(output: Output, *, on: date) -> tuple[Fault, ...]:
    """Return what is wrong with an entry that is written on a day; nothing where it can be kept."""
    return tuple(_faults(output, on))


def counted(outputs: Iterable[Output], period: Period, measure: Measure) -> Counted:
    """Count the entries of a period's days, its end not included, by number or by minutes."""
    inside = tuple(output for output in outputs if period.start <= output.made_on < period.end)
    if measure is Measure.COUNT:
        return Counted(sum(output.count for output in inside), inside, ())
    unmeasured = tuple(output for output in inside if output.minutes is None)
    return Counted(sum(output.minutes or 0 for output in inside), inside, unmeasured)


def same_output(one: Output, other: Output) -> Same | None:
    """Say why two entries may be the same output, None where nothing says so.

    They have the same link; or kind, day and title are the same, unless both name a place and another one:
    the same banner in two villages is two.
    """
    if link_key(one.link) and link_key(one.link) == link_key(other.link):
        return Same.LINK
    if _titled(one) != _titled(other):
        return None
    places = match_key(one.place), match_key(other.place)
    return None if all(places) and places[0] != places[1] else Same.TITLE


def doubles(outputs: Iterable[Output]) -> tuple[Double, ...]:
    """Return each entry that may be the same as one before it (by day, then key), with the first such one."""
    by_link: dict[str, Output] = {}
    by_title: dict[tuple[str, date, str], dict[str, Output]] = {}
    found = []
    for output in sorted(outputs, key=lambda one: (one.made_on, one.key)):
        link, place = link_key(output.link), match_key(output.place)
        titled = by_title.setdefault(_titled(output), {})
        if link and link in by_link:
            found.append(Double(output, by_link[link], Same.LINK))
        elif earlier := _same_titled(titled, place):
            found.append(Double(output, earlier, Same.TITLE))
        if link:
            by_link.setdefault(link, output)
        titled.setdefault(place, output)
    return tuple(found)


def count_ledger(
    outputs: Iterable[Output], period: Period, feeds: Sequence[Feed]
) -> Mapping[str, LedgerCount]:
    """Count a body's entries for each indicator of a cycle.

    Shape:  `outputs` are those of the period, and those before it whose links come again in it.
    """
    fed = {kind for feed in feeds for kind in feed.kinds}
    relevant = [output for output in outputs if output.kind in fed and output.made_on < period.end]
    found = doubles(relevant)
    counts = {}
    for feed in feeds:
        own = counted((output for output in relevant if output.kind in feed.kinds), period, feed.measure)
        twice = tuple(_counted_twice(found, {output.key for output in own.outputs}, period))
        counts[feed.indicator] = LedgerCount(own.amount, own.outputs, twice, own.unmeasured)
    return MappingProxyType(counts)


def fed_twice(feeds: Sequence[Feed]) -> tuple[tuple[str, Measure, tuple[str, ...]], ...]:
    """Return the kinds that feed several indicators by the same measure, with these: a total among them may
    be meant, else the same work is counted twice.
    """
    fed: dict[tuple[str, Measure], list[str]] = {}
    for feed in feeds:
        for kind in feed.kinds:
            fed.setdefault((kind, feed.measure), []).append(feed.indicator)
    return tuple(
        (kind, measure, tuple(fed[kind, measure]))
        for kind in KINDS
        for measure in Measure
        if len(fed.get((kind, measure), ())) > 1
    )


_LINK = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[^/?#:@\s]{1,260})(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^?#\s]*)?(?:\?(?P<query>[^#\s]*))?(?:#\S*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
_TRACKING = re.compile(
    r"utm_[a-z_]{1,40}|fbclid|gclid|dclid|msclkid|igshid|zarsrc|zalo_share|mibextid|_ga|__tn__"
    r"|__cft__[\w\[\]%]{0,20}"
)
_USUAL_PORTS = {"http": "80", "https": "443"}


def link_key(link: str) -> str:
    """Return a link without what does not tell which page it is, "" for what is no link to a page.

    The scheme, "www.", the fragment, a slash at the end and parameters that only trace whence somebody came
    are left out; the other parameters stay, in one order.

    >>> link_key("https://www.Bao.example/tin-1/?utm_source=x&id=5#top") == link_key("bao.example/tin-1?id=5")
    True
    """
    match = _matched(link)
    if match is None:
        return ""
    port = match["port"] or ""
    is_usual = port in ("", _USUAL_PORTS.get((match["scheme"] or "").lower()))
    asked = [one for one in (match["query"] or "").split("&") if one]
    kept = sorted(one for one in asked if not _TRACKING.fullmatch(one.partition("=")[0]))
    query = f"?{'&'.join(kept)}" if kept else ""
    host, path = match["host"].lower().removeprefix("www."), match["path"] or ""
    return f"{host}{'' if is_usual else f':{port}'}{path.rstrip('/')}{query}"


def address_of(link: str) -> str:
    """Return the address behind a link as it was typed, "" where it is none that a browser should follow."""
    match = _matched(link)
    if match is None:
        return ""
    return link.strip() if match["scheme"] else f"https://{link.strip()}"


def _matched(link: str) -> re.Match[str] | None:
    text = link.strip()
    match = _LINK.fullmatch(text) if len(text) <= LONGEST_LINK else None
    return match if match and _HOST.fullmatch(match["host"]) else None


def _faults(output: Output, on: date) -> Iterator[Fault]:
    kind = KINDS.get(output.kind)
    if kind is None:
        yield Fault("kind", "Chọn loại hoạt động, sản phẩm.", "Choose the kind of output.")
    if not output.title.strip():
        yield Fault("title", "Ghi tên hoạt động, sản phẩm.", "Write the title.")
    if len(output.title) > LONGEST_TITLE:
        yield Fault("title", "Tên quá dài, tối đa 500 chữ cái.", "The title is longer than 500 letters.")
    if output.made_on > on:
        yield Fault(
            "made_on",
            "Ngày này chưa đến; sổ chỉ ghi việc đã làm.",
            "This day is still to come; write what is done.",
        )
    if output.made_on < FIRST_DAY:
        yield Fault("made_on", "Ngày trước năm 2000; xem lại năm.", "The day is before 2000.")
    if output.link and not link_key(output.link):
        yield Fault(
            "link",
            "Không phải là đường dẫn; chép cả địa chỉ, ví dụ https://bao.example/tin-1.",
            "This is no link; copy the whole address, for example https://bao.example/tin-1.",
        )
    if len(output.place) > LONGEST_PLACE:
        yield Fault("place", "Địa điểm quá dài, tối đa 300 chữ cái.", "The place is longer than 300 letters.")
    if len(output.made_with) > LONGEST_TITLE:
        yield Fault("made_with", "Quá dài, tối đa 500 chữ cái.", "This is longer than 500 letters.")
    if not 1 <= output.count <= LARGEST:
        yield Fault("count", "Số lượng từ 1 đến 1.000.000.", "The number is from 1 to 1,000,000.")
    if output.minutes is not None:
        yield from _minutes_faults(output.minutes, kind)


def _minutes_faults(minutes: int, kind: OutputKind | None) -> Iterator[Fault]:
    if not 1 <= minutes <= LARGEST:
        yield Fault("minutes", "Số phút từ 1 đến 1.000.000.", "Minutes are from 1 to 1,000,000.")
    if kind is not None and not kind.has_minutes:
        yield Fault(
            "minutes",
            "Chỉ ghi thời lượng cho phát thanh, truyền hình, truyền thanh; để trống ở loại này.",
            "Minutes are for broadcasts and bulletins only; leave them empty here.",
        )


def _titled(output: Output) -> tuple[str, date, str]:
    return output.kind, output.made_on, match_key(nfc(output.title))


def _same_titled(titled: Mapping[str, Output], place: str) -> Output | None:
    """Return an entry of a title that may be the one at a place; one without a place may be anywhere."""
    if not place:
        return next(iter(titled.values()), None)
    return titled.get(place) or titled.get("")


def _counted_twice(found: Sequence[Double], own: Collection[str], period: Period) -> Iterator[CountedTwice]:
    for double in found:
        for here, other in ((double.output, double.earlier), (double.earlier, double.output)):
            if here.key not in own:
                continue
            if other.made_on < period.start:
                yield CountedTwice(here, other, double.why, Where.EARLIER_CYCLE)
            elif other.key not in own:
                yield CountedTwice(here, other, double.why, Where.OTHER_INDICATOR)
            elif here is double.output:
                yield CountedTwice(here, other, double.why, Where.HERE)
