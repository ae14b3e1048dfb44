"""Search: every word, with and without marks, in what is public. What is asked is logged and kept nowhere.

Reports come from the view of what is public each time they are looked for, so that none is found before its
release or after it was taken back; pages from rows written with them (`indexing.py`), where they are live.
"""

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString

from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal import search_words
from tonghop.web.portal.drawing import frame
from tonghop.web.portal.indexed import Searchable
from tonghop.web.portal.marking import excerpt, marked
from tonghop.web.portal.search_words import Question, bare, question, spelled, tidied, vector
from tonghop.web.portal.sentences import cycle_name

PATH = "/tim-kiem/"
REPORT = "bao-cao"
KINDS: Mapping[str, str] = {**dict(Searchable.Kind.choices), REPORT: "Báo cáo đã công bố"}
ON_A_SHEET = 10
MOST_SHEETS = 2_000
MOST_REPORTS = 2_000
"""The newest of the public reports; an office that sends one a day reaches it after five years."""

MOST_AGENCIES = 12
LONGEST_FILTER = 200
_MOST_UNKNOWN = 3
_MOST_KNOWN = 20_000
_ALIKE = 0.6

_OWN_NUMBER, _TITLE_EXACT, _EXACT, _TITLE, _ELSEWHERE = range(5)
"""What comes first: the document of the number, then what has the very marks, then titles before texts."""

FOUND = f"""
with found as materialized (
    select one.id, one.kind, one.day, one.agency, one.number, one.title_exact, one.title_bare, one.page_id
    from portal_searchable one where one.bare @@ %(bare)s::tsquery
), told as materialized (
select found.id::text, found.kind, extract(year from found.day)::text as year, found.agency, found.day,
    case when found.number = any(%(keys)s) then {_OWN_NUMBER}
        when found.title_exact @@ %(exact)s::tsquery then {_TITLE_EXACT}
        when %(has_marks)s and found.id in (
            select same.id from portal_searchable same where same.exact @@ %(exact)s::tsquery) then {_EXACT}
        when found.title_bare @@ %(bare)s::tsquery then {_TITLE}
        else {_ELSEWHERE} end as place
from found
join wagtailcore_page page on page.id = found.page_id and page.live
)
select
    (select coalesce(json_agg(json_build_array(kind, year, agency, count)), '[]') from (
        select kind, year, agency, count(*) as count from told group by kind, year, agency) counted)::text,
    (select coalesce(json_agg(json_build_array(id, kind, year, agency, day, place)
            order by place, day desc, id), '[]') from (
        select * from told
        where %(loai)s in ('', kind) and %(nam)s in ('', year) and %(co-quan)s in ('', agency)
        order by place, day desc, id limit %(most)s) shown)::text
"""
"""How much there is by kind, year and agency, and the first of it: few rows leave the database."""

REPORTS_FOUND = f"""
select told.id,
    case when told.number = any(%(keys)s) then {_OWN_NUMBER}
        when told.exact::tsvector @@ %(exact)s::tsquery then {_TITLE_EXACT} else {_TITLE} end
from unnest(%(ids)s::text[], %(numbers)s::text[], %(vectors)s::text[], %(bare_vectors)s::text[])
    as told (id, number, exact, bare)
where told.bare::tsvector @@ %(bare)s::tsquery
"""


Facets = tuple[str, str, str]
"""Kind, year and agency: by what results are narrowed, in the order of FACETS."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: a row of a page, or a report where `id` is its own; `order` is what comes first."""

    id: str
    kind: str
    year: str
    agency: str
    day: date
    order: int

    @property
    def facets(self) -> Facets:
        """Return by what it is narrowed, in the order of FACETS."""
        return (self.kind, self.year, self.agency)


@dataclass(frozen=True, slots=True)
class Hits:
    """How much is found by kind, year and agency, and the first of it in the order in which it is shown."""

    counts: Counter[Facets]
    first: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which results are narrowed: how many there would be, and the address that does it."""

    label: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is shown."""

    kind: str
    title: SafeString
    href: str
    day: date
    agency: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class _Told:
    """A public report in words."""

    id: str
    title: str
    text: str
    number: str
    day: date
    agency: str


FACETS: Mapping[str, str] = {"loai": "Loại", "nam": "Năm", "co-quan": "Cơ quan"}


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found of what was typed, narrowed by kind, year and agency."""
    typed = request.GET.get("q", "")[: search_words.LONGEST_QUESTION].replace("\0", "")
    asked = question(typed)
    chosen = {
        name: value
        for name in FACETS
        if (value := request.GET.get(name, "")[:LONGEST_FILTER].replace("\0", ""))
    }
    facts = frame(request, f"Tìm kiếm: {typed}" if typed else "Tìm kiếm", PATH)
    facts |= {"typed": typed, "asked": asked, "no_index": True, "is_search": True, "chosen": chosen}
    if asked is not None:
        facts["here"] = _address(typed, chosen)
        facts |= _answer(asked, typed, chosen, request.GET.get("trang", "1")[:6])
    response = render(request, "portal/search.html", facts)
    # What somebody looks for is theirs: no cache between us keeps it, and no page that they go to is told.
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answer(asked: Question, typed: str, chosen: Mapping[str, str], sheet: str) -> dict[str, object]:
    number = min(max(int(sheet), 1), MOST_SHEETS) if sheet.isascii() and sheet.isdigit() else 1
    hits = found(asked, chosen, most=number * ON_A_SHEET)
    total = sum(count for facets, count in hits.counts.items() if _fits(facets, chosen))
    everything = hits.counts.total()
    shown = Paginator(range(min(total, MOST_SHEETS * ON_A_SHEET)), ON_A_SHEET).get_page(number)
    first = (shown.number - 1) * ON_A_SHEET
    return {
        "total": total,
        "everything": everything,
        "sheet": shown,
        "results": results(hits.first[first : first + ON_A_SHEET], asked),
        "facets": {
            label: choices
            for name, label in FACETS.items()
            if (choices := list(_choices(name, hits.counts, chosen, typed)))
        },
        "unfiltered": _address(typed, {}),
        "earlier": _address(typed, chosen, shown.previous_page_number()) if shown.has_previous() else "",
        "later": _address(typed, chosen, shown.next_page_number()) if shown.has_next() else "",
        "suggestion": _suggested(asked) if not everything else None,
    }


def found(asked: Question, chosen: Mapping[str, str], *, most: int) -> Hits:
    """Return how much that is public has all words of a question, and the first of what is chosen of it."""
    with connection.cursor() as cursor:
        # For words that stand nearly everywhere the planner would read every vector whole, which lies apart
        # from its row: it does not count that. Off until the end of the visitor's transaction.
        cursor.execute("select set_config('enable_seqscan', 'off', true)")
        asking: dict[str, Any] = {"keys": sorted(asked.keys), "exact": asked.exact, "bare": asked.bare}
        narrowed = {name: chosen.get(name, "") for name in FACETS}
        cursor.execute(FOUND, {**asking, **narrowed, "has_marks": asked.has_marks, "most": most})
        counted, shown = map(json.loads, cursor.fetchone())
    counts = Counter({(kind, year, agency): count for kind, year, agency, count in counted})
    first = [Found(id, kind, year, agency, date.fromisoformat(on), order)
             for id, kind, year, agency, on, order in shown]  # fmt: skip
    reports = _reports(asked)
    counts.update(one.facets for one in reports)
    first += [one for one in reports if _fits(one.facets, chosen)]
    return Hits(counts, sorted(first, key=lambda one: (one.order, -one.day.toordinal()))[:most])


def _fits(facets: Facets, chosen: Mapping[str, str]) -> bool:
    return all(chosen.get(name, value) == value for name, value in zip(FACETS, facets, strict=True))


def _reports(asked: Question) -> list[Found]:
    told = {one.id: one for one in _told_reports()}
    vectors = [_vectors(one) for one in told.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            REPORTS_FOUND,
            {
                "ids": list(told),
                "numbers": [one.number for one in told.values()],
                "vectors": [exact for exact, _ in vectors],
                "bare_vectors": [plain for _, plain in vectors],
                "keys": sorted(asked.keys),
                "exact": asked.exact,
                "bare": asked.bare,
            },
        )
        return [
            Found(id, REPORT, str(told[id].day.year), told[id].agency, told[id].day, order)
            for id, order in cursor.fetchall()
        ]


@lru_cache(maxsize=MOST_REPORTS)
def _vectors(told: _Told) -> tuple[str, str]:
    words = spelled(f"{told.title} {told.text}")
    keys = sorted(search_words.numbers_in(told.text) | {told.number})
    return vector(words, keys), vector([bare(word) for word in words], keys)


def _told_reports(ids: Iterable[str] | None = None) -> list[_Told]:
    reports = PublicReport.objects.all() if ids is None else PublicReport.objects.filter(pk__in=ids)
    fields = ("id", "title", "cycle", "coordinator", "place", "directive", "symbol", "code", "released_at")
    rows = reports.order_by("-released_at").values_list(*fields)[:MOST_REPORTS]
    return [
        _Told(
            str(id),
            tidied(f"{title}, kỳ {cycle_name(cycle)}"),
            tidied(" · ".join(part for part in (coordinator, place, directive, symbol, code) if part)),
            search_words.number_key(symbol),
            timezone.localtime(released_at).date(),
            tidied(coordinator),
        )
        for id, title, cycle, coordinator, place, directive, symbol, code, released_at in rows
    ]


def results(shown: Iterable[Found], asked: Question) -> Sequence[Result]:
    """Return what was found as it is shown, in the same order."""
    kept = list(shown)
    pages = Searchable.objects.in_bulk([int(one.id) for one in kept if one.kind != REPORT])
    reports = {one.id: one for one in _told_reports([one.id for one in kept if one.kind == REPORT])}
    told = []
    for one in kept:
        if one.kind == REPORT:
            title, text, href = reports[one.id].title, reports[one.id].text, f"/bao-cao/{one.id}"
        else:
            row = pages[int(one.id)]
            title, text, href = row.title, row.text, f"{row.path}{'#' if row.anchor else ''}{row.anchor}"
        told.append(
            Result(KINDS[one.kind], marked(title, asked), href, one.day, one.agency, excerpt(text, asked))
        )
    return told


def _choices(
    name: str, found: Mapping[Facets, int], chosen: Mapping[str, str], typed: str
) -> Iterable[Choice]:
    """Count each value of a facet among what the other choices leave; one value alone narrows nothing."""
    others = {key: value for key, value in chosen.items() if key != name}
    counts: Counter[str] = Counter()
    for facets, count in found.items():
        told = dict(zip(FACETS, facets, strict=True))
        if told[name] and all(told[key] == value for key, value in others.items()):
            counts[told[name]] += count
    shown = counts.most_common(MOST_AGENCIES) if name != "nam" else sorted(counts.items(), reverse=True)
    if len(shown) < 2 and name not in chosen:
        return
    for value, count in shown:
        is_chosen = chosen.get(name) == value
        label = KINDS.get(value, value) if name == "loai" else value
        yield Choice(
            label, count, _address(typed, others if is_chosen else {**others, name: value}), is_chosen
        )


def _address(typed: str, chosen: Mapping[str, str], sheet: int = 1) -> str:
    told = {"q": typed, **{name: chosen[name] for name in FACETS if name in chosen}}
    return f"{PATH}?{urlencode(told | ({'trang': str(sheet)} if sheet > 1 else {}))}"


def _suggested(asked: Question) -> Choice | None:
    """Return a question that finds something, with the words that stand nowhere put right; or None."""
    unknown = _unknown(asked)
    if not unknown:
        return None
    nearest = {word: _nearest(word) for word in unknown}
    if not all(nearest.values()):
        return None
    words = " ".join(nearest.get(word) or word for word in asked.spelled)
    better = question(words)
    count = found(better, {}, most=1).counts.total() if better else 0
    return Choice(words, count, _address(words, {}), False) if count else None


def _unknown(asked: Question) -> Sequence[str]:
    """Return the words that stand nowhere, few at most; numbers are not guessed."""
    words = [word for word in dict.fromkeys(asked.spelled) if not word[0].isdigit()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select asked.word"
            " from unnest(%s::text[], %s::text[]) with ordinality as asked (word, query, place)"
            " where not exists (select from portal_searchable one where one.bare @@ asked.query::tsquery)"
            " order by asked.place",
            [words, [f"'{bare(word)}'" for word in words]],
        )
        unknown = [word for (word,) in cursor.fetchall()]
    return unknown if len(unknown) <= _MOST_UNKNOWN else []


def _nearest(word: str) -> str | None:
    """Return the word of a title that is most like one, of those alike the one in most titles."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select word from ts_stat('select title_exact from portal_searchable')"
            " where length(word) between %s and %s order by ndoc desc, word limit %s",
            [len(word) - 2, len(word) + 2, _MOST_KNOWN],
        )
        known: dict[str, str] = {}
        for (one,) in cursor.fetchall():
            known.setdefault(bare(one), one)
    alike = difflib.get_close_matches(bare(word), known, n=1, cutoff=_ALIKE)
    return known[alike[0]] if alike else None
