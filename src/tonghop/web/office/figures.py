"""Số liệu: a cycle's totals while reports come in, each opened to its addends, and what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation import adjusting, computing, queries
from tonghop.apps.consolidation.levels import has_levels, levels_of
from tonghop.apps.consolidation.models import Computation, ComputedTotal, State
from tonghop.apps.consolidation.permissions import access_figures, may_consolidate
from tonghop.apps.reporting.models import Cycle
from tonghop.apps.reporting.permissions import may_watch
from tonghop.domain.consolidation.consolidation import AS_REPORTED
from tonghop.domain.consolidation.structures import SUCCESSION
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.amounts import read_amount
from tonghop.domain.reporting.completeness import percent
from tonghop.domain.reporting.indicators import FLOW, KIND_NAMES, RATE, STOCK, Indicator
from tonghop.domain.reporting.values import Value, decimal_of, vietnamese_number
from tonghop.web.office import cycle_words as words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

FINDINGS: Mapping[str, words.Word] = MappingProxyType(
    {
        "check": gettext_lazy("Sai quy tắc kiểm tra"),
        "outlier": gettext_lazy("Chênh lệch lớn"),
        "contradiction": gettext_lazy("Mâu thuẫn"),
        "copied": gettext_lazy("Chép kỳ trước"),
        "double-count": gettext_lazy("Có thể đếm trùng"),
        "superseded": gettext_lazy("Đã thay"),
    }
)
KINDS: Mapping[str, words.Word] = MappingProxyType(
    {
        "flow": gettext_lazy("cộng dồn"),
        "stock": gettext_lazy("thời điểm"),
        "distinct": gettext_lazy("không cộng được"),
        "rate": gettext_lazy("tỷ lệ"),
    }
)
ADDING = (FLOW, STOCK)
_OPTIONAL = MappingProxyType({"estimated": 1, "since": 1, "previous": 2, "target": 2})
"""The columns that are shown where some total has them, with how many columns each takes."""

assert KINDS.keys() == KIND_NAMES.keys()


@dataclass(frozen=True, slots=True)
class Line:
    """One total as the page shows it; `group` is set where a new heading begins."""

    code: str
    name: str
    unit: str
    kind: words.Word
    group: str
    is_part: bool
    shown: str
    is_open: bool
    estimated: str
    since: str
    since_cycles: str
    previous: str
    change: str
    target: str
    reached: str
    coverage: str
    taken_off: str
    remainders: int


def common(cycle: Cycle, visit: Visit, here: str) -> dict[str, Any]:
    """Return what every page of a cycle's report shares: its name and the ways to the other pages."""
    ways = (
        ("cycle", _("Danh sách phải báo cáo")),
        ("figures", _("Số liệu")),
        ("points", _("Cần xem")),
        ("follow-ups", _("Hỏi đáp")),
        ("sections", _("Lời văn")),
        ("issues", _("Phát hành")),
    )
    watches = may_watch(cycle.office, by=visit.person, on=visit.on)
    return {
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "ways": [
            (reverse(name, args=[cycle.pk]), label, name == here)
            for name, label in ways
            if name != "cycle" or watches
        ],
        "may_watch": watches,
        "may_consolidate": may_consolidate(cycle.office, by=visit.person, on=visit.on),
    }


def number(text: object) -> str:
    """Write a decimal string of the record as offices do; "" where there is none."""
    amount = decimal_of(text)
    return "" if amount is None else vietnamese_number(amount)


def shown_value(row: Mapping[str, Any]) -> str:
    """Write what a total or an addend of the record comes to."""
    if row.get("value") is not None:
        about = f"{_('khoảng')} " if row.get("inexact") else ""
        return f"{about}{number(row['value'])}"
    if row.get("between"):
        return _("%(least)s đến %(most)s") % {
            "least": number(row["between"][0]),
            "most": number(row["between"][1]),
        }
    if row.get("state") == "nil" or (row.get("nil") and not row.get("reported_by")):
        return _("không phát sinh")
    return "…"


# ---- all totals


@require_safe
def figures(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show all totals of a cycle, and whether something changed since they were computed."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    return _figures(request, visit, cycle)


def _figures(
    request: HttpRequest, visit: Visit, cycle: Cycle, refused: str = "", status: int = 200
) -> HttpResponse:
    made = queries.newest(cycle)
    context = common(cycle, visit, "figures") | {
        "made": made,
        "refused": refused,
        "waiting": queries.under_way(cycle),
        "waits": State.WAITING,
        "structures": _structures(made.structure if made else AS_REPORTED),
    }
    if made is not None and made.made_at is not None:
        found = queries.figures(made, cycle)
        coverage = made.head["coverage"]
        received = coverage["due"] - coverage["missing"] - coverage["excused"]
        lines = _lines(found)
        has = {part: any(getattr(line, part) for line in lines) for part in _OPTIONAL}
        context |= {
            "lines": lines,
            "has": has,
            "columns": 3
            + sum(width for part, width in _OPTIONAL.items() if has[part])
            + (made.structure != AS_REPORTED),
            "changed": queries.changed_since(made),
            "again": asked_for(made.structure),
            "made_at": words.moment(made.made_at),
            "coverage": coverage,
            "received": received,
            "complete": percent(_share(received, coverage["due"] - coverage["excused"])),
            "left_out": _left_out(made.head),
            "told_structure": _told_structure(made.structure),
            "by_place": made.structure != AS_REPORTED,
            "points": sum(made.head["findings"].values()),
            "questions": made.head["questions"],
        }
    return render(request, "office/figures/page.html", context, status=status)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _lines(found: queries.Figures) -> list[Line]:
    lines, group = [], ""
    for row in found.totals:
        code = row["indicator"]
        own = found.groups.get(code, "")
        since = found.since.get(code)
        off = sum((Decimal(one["amount"]) for one in row.get("adjustments", ())), Decimal(0))
        lines.append(
            Line(
                code,
                row["name"],
                row["unit"],
                KINDS.get(row["kind"], row["kind"]),
                own if own != group else "",
                code in found.parts,
                shown_value(row),
                row["value"] is None and bool(row.get("between")),
                number(row["estimated"]),
                vietnamese_number(since.value) if since else "",
                ", ".join(map(words.cycle_name, since.cycles)) if since else "",
                number(row["previous"]),
                _change(row),
                number(row["target"]),
                _reached(row),
                _("%(told)s/%(due)s") % {"told": row["reported_by"] + row["nil"], "due": _due(row)},
                vietnamese_number(off) if off else "",
                row.get("remainders", 0),
            )
        )
        group = own
    return lines


def _due(row: Mapping[str, Any]) -> int:
    due: int = row["reported_by"] + row["nil"] + row["missing"] + row["excused"]
    return due


def _change(row: Mapping[str, Any]) -> str:
    value, before = decimal_of(row["value"]), decimal_of(row["previous"])
    if value is None or not before or row["kind"] in ("distinct", RATE):
        return ""
    share = ((value - before) * 100 / before).quantize(Decimal("0.1"))
    return f"{'+' if share > 0 else ''}{vietnamese_number(share + 0)} %"


def _reached(row: Mapping[str, Any]) -> str:
    value, target = decimal_of(row["value"]), decimal_of(row["target"])
    if value is None or not target:
        return ""
    return f"{vietnamese_number((value * 100 / target).quantize(Decimal('0.1')))} %"


def _left_out(head: Mapping[str, Any]) -> dict[str, Any]:
    """Name the bodies that are not in the totals: excused ones, and those that sent nothing that counts."""
    names = head["names"]
    excused = [names.get(code, code) for code in head["excused"]]
    missing = [names[code] for code in head["without"] if code not in head["excused"]]
    return {
        "excused": excused[:12],
        "more_excused": max(0, len(excused) - 12),
        "missing": missing[:12],
        "count_missing": len(missing),
        "more_missing": max(0, len(missing) - 12),
    }


def asked_for(structure: str) -> tuple[str, str]:
    """Return what the form would send to ask for a structure: its kind and its day."""
    if structure == AS_REPORTED:
        return AS_REPORTED, ""
    day = structure.removeprefix(f"{SUCCESSION} to ")
    return ("day" if day == structure else "succession"), day


def _structures(chosen: str) -> list[tuple[str, words.Word, bool]]:
    kind, _day = asked_for(chosen)
    labels = (
        (AS_REPORTED, _("Như các đơn vị báo cáo")),
        ("day", _("Theo tổ chức của một ngày")),
        ("succession", _("Quy về đơn vị kế thừa đến một ngày")),
    )
    return [(value, label, value == kind) for value, label in labels]


def _told_structure(structure: str) -> str:
    if structure == AS_REPORTED:
        return _("như các đơn vị báo cáo")
    day = words.day(date.fromisoformat(structure.removeprefix(f"{SUCCESSION} to ")))
    if structure.startswith(SUCCESSION):
        return _("quy về đơn vị kế thừa đến ngày %(day)s") % {"day": day}
    return _("theo tổ chức ngày %(day)s") % {"day": day}


@require_POST
def compute(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Reckon the cycle up again."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    kind, asked = request.POST.get("co_cau", AS_REPORTED), request.POST.get("ngay", "")
    day = str(words.read_day(asked) or asked.strip())
    label = AS_REPORTED
    if kind != AS_REPORTED:
        label = f"{SUCCESSION} to {day}" if kind == "succession" else day
    try:
        computing.compute(cycle=cycle, structure=label, by=visit.person, at=visit.at, on=visit.on)
    except (computing.ComputationUnderWay, computing.StructureUnknown) as refusal:
        return _figures(request, visit, cycle, sentence(refusal), 422)
    return HttpResponseRedirect(reverse("figures", args=[cycle.pk]))


# ---- one total


@require_http_methods(["GET", "HEAD", "POST"])
def total(request: HttpRequest, visit: Visit, cycle_id: UUID, code: str) -> HttpResponse:
    """Open a total to its addends; a joint activity is entered and ended here."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    made = queries.newest(cycle)
    if made is None:
        raise NoSuchThing()
    refused, status = "", 200
    if request.method == "POST":
        try:
            _adjust(request, visit, cycle, code)
            return HttpResponseRedirect(f"{reverse('total', args=[cycle.pk, code])}#dem-mot-lan")
        except Refusal as refusal:
            if isinstance(refusal, NoSuchThing):
                raise
            refused, status = sentence(refusal), 422
    asked = request.GET.get("ten", "")[:100]
    found = queries.one_total(made, cycle, code, words=asked, page=page_of(request.GET))
    if found is None:
        raise NoSuchThing()
    typed = request.POST
    context = common(cycle, visit, "figures") | {
        "found": found,
        "shown": shown_value(found.summary),
        "off": sum((Decimal(one["amount"]) for one in found.summary.get("adjustments", ())), Decimal(0)),
        "addends": [(one, shown_value(one.told), _note(one.told)) for one in found.addends],
        "adjustments": [
            {
                "row": row,
                "bodies": bodies,
                "by": by,
                "at": words.moment(row.at),
                "amount": vietnamese_number(row.amount.normalize()),
                "counts": any(
                    one["at"] == row.at.isoformat() and one["bodies"] == row.bodies
                    for one in found.summary.get("adjustments", ())
                ),
            }
            for row, bodies, by in found.adjustments
        ],
        "adds": found.summary["kind"] in ADDING,
        "has_levels": found.summary["kind"] in ADDING and has_levels(made, cycle),
        "pages": pages(request, found.page, found.pages),
        "asked": asked,
        "refused": refused,
        "typed": {
            "amount": typed.get("so_tru", ""),
            "why": typed.get("vi_sao", ""),
            "bodies": typed.getlist("don_vi"),
        },
        "kind": KINDS.get(found.summary["kind"], ""),
        "coverage": _("%(told)s/%(due)s")
        % {"told": found.summary["reported_by"] + found.summary["nil"], "due": _due(found.summary)},
    }
    return render(request, "office/figures/total.html", context, status=status)


def _note(told: Mapping[str, Any]) -> str:
    return " · ".join(filter(None, (told.get("note", ""), told.get("sentence", ""))))


def _adjust(request: HttpRequest, visit: Visit, cycle: Cycle, code: str) -> None:
    ended = request.POST.get("ket_thuc", "")
    if ended:
        adjusting.end_adjustment(
            cycle=cycle,
            adjustment_id=_uuid(ended),
            why=request.POST.get("vi_sao_ket_thuc", ""),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
        return
    read = read_amount(request.POST.get("so_tru", "").strip(), Indicator("x", "x", "x", decimals=6))
    amount = read.amount if isinstance(read, Value) and read.amount is not None else Decimal(0)
    adjusting.count_once(
        cycle=cycle,
        indicator=code,
        bodies=request.POST.getlist("don_vi"),
        amount=amount,
        why=request.POST.get("vi_sao", ""),
        by=visit.person,
        at=visit.at,
        on=visit.on,
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchThing() from None


def _newest_total(cycle: Cycle, code: str) -> tuple[Computation, ComputedTotal]:
    """Return an indicator's total of the newest computation. Raises: NoSuchThing."""
    made = queries.newest(cycle)
    total = ComputedTotal.objects.filter(computation=made, code=code).first() if made else None
    if made is None or total is None:
        raise NoSuchThing()
    return made, total


@require_safe
def by_place(request: HttpRequest, visit: Visit, cycle_id: UUID, code: str) -> HttpResponse:
    """Show a total by place: the children of one against what they add up to."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    made, total = _newest_total(cycle, code)
    found = queries.places(total, request.GET.get("noi", "")[:100], queries.body_names(cycle))
    if found is None:
        raise NoSuchThing()
    context = common(cycle, visit, "figures") | {
        "found": found,
        "summary": total.summary,
        "told_structure": _told_structure(made.structure),
        "by_place": total.places is not None,
        "shown": shown_value(total.summary),
        "own": vietnamese_number(found.own) if found.own is not None else "",
        "lines": [
            (
                row,
                vietnamese_number(row.value),
                vietnamese_number(row.below) if row.below is not None else "",
                vietnamese_number(row.value - row.below)
                if row.below is not None and row.below != row.value
                else "",
            )
            for row in found.lines
        ],
        "remainders": [(row["name"], number(row["value"])) for row in found.remainders],
        "as_reported": [(name, vietnamese_number(value)) for name, value in found.as_reported[:200]],
    }
    return render(request, "office/figures/places.html", context)


@require_safe
def by_level(request: HttpRequest, visit: Visit, cycle_id: UUID, code: str) -> HttpResponse:
    """Show what bodies above told of a total beside what those below them told."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    made, total = _newest_total(cycle, code)
    only_differing = request.GET.get("chi") == "lech"
    found = levels_of(made, cycle, code, only_differing=only_differing, page=page_of(request.GET))
    context = common(cycle, visit, "figures") | {
        "summary": total.summary,
        "found": found,
        "only_differing": only_differing,
        "lines": [
            (
                line,
                vietnamese_number(line.level.own),
                vietnamese_number(line.level.below),
                signed(line.level.difference),
            )
            for line in found.lines
        ]
        if found
        else (),
        "pages": pages(request, found.page, found.pages) if found else None,
    }
    return render(request, "office/figures/levels.html", context)


def signed(difference: Decimal) -> str:
    """Write a difference with its sign; "" for none.

    >>> signed(Decimal(5)), signed(Decimal("-1200")), signed(Decimal(0))
    ('+5', '−1.200', '')
    """
    if not difference:
        return ""
    return f"{'+' if difference > 0 else '−'}{vietnamese_number(abs(difference))}"


# ---- what to look at


@require_http_methods(["GET", "HEAD", "POST"])
def points(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show findings and questions; a question is answered here."""
    cycle = access_figures(cycle_id, by=visit.person, on=visit.on)
    refused, status = "", 200
    if request.method == "POST":
        try:
            adjusting.answer(
                cycle=cycle,
                question=request.POST.get("cau_hoi", ""),
                value=request.POST.get("tra_loi", ""),
                why=request.POST.get("vi_sao", ""),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
            return HttpResponseRedirect(reverse("points", args=[cycle.pk]))
        except adjusting.ChoiceUnknown as refusal:
            refused, status = sentence(refusal), 422
    made = queries.newest(cycle)
    context = common(cycle, visit, "points") | {"made": made, "refused": refused}
    if made is not None:
        kind = request.GET.get("loai", "")[:20]
        found = queries.points(made, cycle, kind=kind, page=page_of(request.GET))
        context |= {
            "found": found,
            "changed": queries.changed_since(made),
            "points": [(one, FINDINGS.get(one.kind, vi(one.kind))) for one in found.points],
            "kinds": [
                (key, FINDINGS.get(key, key), count, key == kind) for key, count in found.kinds.items()
            ],
            "questions": [(row, found.answered.get(row["id"])) for row in found.questions],
            "chosen": kind,
            "pages": pages(request, found.page, found.pages),
        }
    return render(request, "office/figures/points.html", context, status=status)


ROUTES = (
    Route("ky/<uuid:cycle_id>/so-lieu/", figures, "figures", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/tinh-so-lieu/", compute, "figures-compute", Right.CONSOLIDATE),
    Route("ky/<uuid:cycle_id>/so-lieu/<str:code>/", total, "total", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/so-lieu/<str:code>/dia-ban/", by_place, "total-places", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/so-lieu/<str:code>/cap/", by_level, "total-levels", Right.SEE_FIGURES),
    Route("ky/<uuid:cycle_id>/can-xem/", points, "points", Right.SEE_FIGURES),
)
