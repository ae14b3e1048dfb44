"""Sổ hoạt động, sản phẩm: what one's own body made, entered, pasted, mended, taken back, as a file; and which
of it the indicators of a campaign count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.campaigns.access import access_kept_campaign
from tonghop.apps.reporting.models import Output
from tonghop.apps.reporting.outputs import keeping, reading
from tonghop.apps.reporting.outputs.access import access_output, entry_of, kept_bodies
from tonghop.apps.reporting.outputs.counting import counting_of, set_counts
from tonghop.apps.reporting.outputs.keeping import OutputWrong
from tonghop.apps.reporting.outputs.reading import Twin, Wanted
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import outputs as domain
from tonghop.domain.reporting.outputs import KINDS, MEASURES, Fault, Measure, Same, address_of, faults_of
from tonghop.domain.reporting.pasted_outputs import MOST_LETTERS, PastedLine, read_pasted, whole_of
from tonghop.formats.workbooks.ledger_file import LedgerRow, ledger_csv, ledger_workbook
from tonghop.web.office import cycle_words
from tonghop.web.office.change_forms import day_field
from tonghop.web.office.cycles import Choice, page_of, pages
from tonghop.web.office.directives import named
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataSelect, vi

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHY: Mapping[Same, cycle_words.Word] = MappingProxyType(
    {Same.LINK: _("cùng đường dẫn"), Same.TITLE: _("cùng loại, ngày và tên")}
)


ENTRY = ("kind", "title", "made_on", "link", "place", "count", "minutes", "made_with")
"""What of a form is the entry's; the body is not."""


def _input(width: int | None = None, **attributes: str) -> forms.TextInput:
    kind = "govuk-input" if width is None else f"govuk-input govuk-input--width-{width}"
    return forms.TextInput(attrs={"class": kind, **attributes})


class OutputForm(forms.Form):
    """One entry of a ledger. What may stand in it is the domain's rule; here words become numbers, days."""

    body = forms.ChoiceField(label=_("Đơn vị"), widget=DataSelect(attrs={"class": "govuk-select"}))
    kind = forms.ChoiceField(label=_("Loại"), widget=forms.Select(attrs={"class": "govuk-select"}))
    title = forms.CharField(
        label=_("Tên"),
        help_text=_("Tên tin bài, chương trình, khẩu hiệu hoặc hội nghị."),
        widget=_input(),
    )
    made_on = day_field(_("Ngày đăng, phát, treo hoặc tổ chức"))
    link = forms.CharField(label=_("Liên kết"), required=False, widget=_input(inputmode="url"))
    place = forms.CharField(
        label=_("Địa điểm"), help_text=_("Ví dụ Nhà văn hóa xóm 3."), required=False, widget=_input()
    )
    count = forms.CharField(
        label=_("Số lượng"),
        help_text=_("Bao nhiêu tin, băng rôn, tờ, buổi. Ví dụ 12."),
        widget=_input(5, inputmode="numeric"),
        initial="1",
    )
    minutes = forms.CharField(
        label=_("Thời lượng, tính bằng phút"),
        help_text=_("Tổng số phút của cả mục; chỉ ghi cho phát thanh, truyền hình, truyền thanh."),
        required=False,
        widget=_input(5, inputmode="numeric"),
    )
    made_with = forms.CharField(
        label=_("Phối hợp với"),
        help_text=_("Tên các đơn vị cùng làm, để không tính hai lần."),
        required=False,
        widget=_input(),
    )

    def __init__(self, bodies: tuple[tuple[str, str], ...], on: date, *given: Any, **named_too: Any) -> None:
        super().__init__(*given, **named_too)
        self.on = on
        body, kind = self.fields["body"], self.fields["kind"]
        assert isinstance(body, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        body.choices = bodies
        kind.choices = [("", _("Chọn loại")), *kind_choices()]
        if len(bodies) == 1:
            body.widget, body.required, self.initial["body"] = forms.HiddenInput(), False, bodies[0][0]

    def clean_body(self) -> str:
        return self.cleaned_data["body"] or str(self.initial.get("body", ""))

    def clean_count(self) -> int:
        return self._whole("count")

    def clean_minutes(self) -> int | None:
        return self._whole("minutes") if self.cleaned_data["minutes"] else None

    def _whole(self, name: str) -> int:
        found = whole_of(self.cleaned_data[name])
        if found is None:
            raise forms.ValidationError(_("Ghi một số nguyên, ví dụ 12."))
        return found

    def clean(self) -> dict[str, Any]:
        """Say at once of all fields what the domain will refuse of them."""
        said = super().clean() or {}
        for fault in faults_of(self.entry(), on=self.on):
            if fault.field not in self.errors:
                self.add_error(fault.field, fault_words(fault))
        return said

    def entry(self) -> domain.Output:
        """Return what was typed as the domain's value; what could not be read is left out."""
        said: dict[str, Any] = {"kind": "", "title": "", "made_on": self.on} | self.cleaned_data
        return domain.Output("", **{name: said[name] for name in ENTRY if name in said})

    def take(self, refusal: Refusal) -> None:
        """Show a refusal at the fields that it is about."""
        if not isinstance(refusal, OutputWrong):
            self.add_error(None, sentence(refusal))
            return
        for fault in refusal.faults:
            self.add_error(fault.field, fault_words(fault))


class WhyForm(forms.Form):
    """Why an entry is taken back."""

    why = forms.CharField(
        label=_("Lý do"),
        help_text=_("Ví dụ ghi hai lần, ghi nhầm ngày. Được lưu cùng mục này."),
        max_length=keeping.LONGEST_REASON,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 2}),
    )


class PasteForm(forms.Form):
    """Lines of a spreadsheet."""

    body = forms.ChoiceField(label=_("Đơn vị"), widget=DataSelect(attrs={"class": "govuk-select"}))
    lines = forms.CharField(
        label=_("Các dòng"),
        help_text=_(
            "Các cột theo thứ tự: ngày, loại, tên, đường dẫn (hoặc địa điểm), số phút, số lượng. "
            "Cột ở thứ tự khác thì dán cả dòng tiêu đề."
        ),
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "govuk-textarea", "rows": 8, "wrap": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, bodies: tuple[tuple[str, str], ...], *given: Any, **named_too: Any) -> None:
        super().__init__(*given, **named_too)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = bodies
        if len(bodies) == 1:
            body.widget, body.required, self.initial["body"] = forms.HiddenInput(), False, bodies[0][0]

    def clean_body(self) -> str:
        return self.cleaned_data["body"] or str(self.initial.get("body", ""))


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds in the reader's language."""
    return [(code, kind_name(code)) for code in KINDS]


def kind_name(code: str) -> str:
    """Return how a kind is called in the reader's language."""
    return named((KINDS[code].vietnamese, KINDS[code].english))


def counted_in(code: str) -> str:
    """Return in what a kind is counted in the reader's language."""
    return named((KINDS[code].counted_vi, KINDS[code].counted_en))


def fault_words(fault: Fault) -> str:
    """Return what is wrong in the reader's language."""
    return named((fault.vietnamese, fault.english))


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the pages say it."""

    row: Output
    body_name: str
    kind: str
    href: str
    twin: str
    twin_href: str


def twin_words(twin: Twin | None) -> str:
    """Return which entry may be the same one, and why; "" where there is none."""
    if twin is None:
        return ""
    return format_html(
        gettext("Có thể trùng với “{title}” ngày {day}: {why}"),
        title=vi(twin.output.title),
        day=cycle_words.day(twin.output.made_on),
        why=WHY[twin.why],
    )


# ---- the list and files of it


def wanted_of(query: QueryDict, bodies: tuple[tuple[str, str], ...]) -> Wanted:
    """Return which entries an address asks for; what it does not understand is left out."""
    body, kind = query.get("don_vi", ""), query.get("loai", "")
    return Wanted(
        body if body in dict(bodies) else "",
        kind if kind in KINDS else "",
        reading.month_of(query.get("thang", "")),
        query.get("da_rut") == "1",
    )


@require_safe
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what one's bodies made, newest first, with what may be counted twice."""
    bodies = kept_bodies(by=visit.person, on=visit.on)
    wanted = wanted_of(request.GET, bodies)
    found = reading.ledger(wanted=wanted, page=page_of(request.GET), by=visit.person, on=visit.on)
    months = reading.months_of_ledgers(by=visit.person, on=visit.on)
    chosen = f"{wanted.period.start:%Y-%m}" if wanted.period else ""
    context = {
        "found": found,
        "lines": [_shown(line.row, line.body_name, line.twin) for line in found.lines],
        "sums": [(kind_name(each.kind), counted_in(each.kind), each) for each in found.sums],
        "bodies": [Choice(unit, name, unit == wanted.body) for unit, name in bodies],
        "kinds": [Choice(code, name, code == wanted.kind) for code, name in kind_choices()],
        "months": [
            Choice(f"{day:%Y-%m}", _month_name(day.month, day.year), f"{day:%Y-%m}" == chosen)
            for day in months
        ],
        "wanted": wanted,
        "is_narrowed": bool(wanted.body or wanted.kind or wanted.period),
        "query": request.GET.urlencode(),
        "pages": pages(request, found.page, found.pages),
    }
    return render(request, "office/outputs/list.html", context)


def _month_name(month: int, year: int) -> str:
    return gettext("Tháng %(month)s/%(year)s") % {"month": month, "year": year}


@require_safe
def as_workbook(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give the list as a workbook."""
    return attachment(ledger_workbook(_rows(request, visit)), "so-hoat-dong.xlsx", XLSX)


@require_safe
def as_csv(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give the list as separated text."""
    return attachment(ledger_csv(_rows(request, visit)), "so-hoat-dong.csv", "text/csv; charset=utf-8")


def _rows(request: HttpRequest, visit: Visit) -> list[LedgerRow]:
    wanted = wanted_of(request.GET, kept_bodies(by=visit.person, on=visit.on))
    found = reading.listed(wanted=wanted, by=visit.person, on=visit.on)
    return [LedgerRow(name, entry_of(row), row.taken_back_why) for row, name in found]


def _shown(row: Output, body_name: str, twin: Twin | None) -> Shown:
    return Shown(
        row,
        body_name,
        kind_name(row.kind),
        address_of(row.link),
        twin_words(twin),
        reverse("output", kwargs={"output_id": UUID(twin.output.key)}) if twin else "",
    )


# ---- one entry


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Enter one thing that a body made."""
    form = OutputForm(
        kept_bodies(by=visit.person, on=visit.on),
        visit.on,
        request.POST if request.method == "POST" else None,
        initial={"made_on": visit.on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = keeping.enter(
                body=form.cleaned_data["body"],
                entry=form.entry(),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.take(refusal)
        else:
            if twin := reading.twin_of(row):
                messages.warning(request, format_html("{} {}.", gettext("Đã ghi."), twin_words(twin)))
            else:
                messages.success(request, gettext("Đã ghi vào sổ."))
            return redirect("output-add" if "again" in request.POST else "outputs")
    context = {"form": form, "breadcrumbs": _steps(gettext("Ghi thêm"))}
    return render(request, "office/outputs/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, visit: Visit, output_id: UUID) -> HttpResponse:
    """Show an entry with its past; mend it."""
    row = access_output(output_id, by=visit.person, on=visit.on)
    bodies = tuple(pair for pair in kept_bodies(by=visit.person, on=visit.on) if pair[0] == row.unit_id)
    form = OutputForm(
        bodies, visit.on, request.POST if request.method == "POST" else None, initial=_initial(row)
    )
    base = _base(request.POST.get("base", "")) if request.method == "POST" else row.changed_at
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change(
                output_id=output_id, entry=form.entry(), base=base, by=visit.person, at=visit.at, on=visit.on
            )
        except Refusal as refusal:
            form.take(refusal)
            row.refresh_from_db()
        else:
            messages.success(request, gettext("Đã ghi; bản trước vẫn còn ở dưới."))
            return redirect("output", output_id=output_id)
    context = {
        "form": form,
        "shown": _shown(row, bodies[0][1], reading.twin_of(row)),
        "past": [(past, kind_name(past.kind)) for past in reading.changes_of(row)],
        "breadcrumbs": _steps(cycle_words.day(row.made_on)),
    }
    return render(request, "office/outputs/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def get_back(request: HttpRequest, visit: Visit, output_id: UUID) -> HttpResponse:
    """Take an entry out of the counts."""
    row = access_output(output_id, by=visit.person, on=visit.on)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.take_back(
                output_id=output_id,
                why=form.cleaned_data["why"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("Đã rút; mục này không còn được tính, lịch sử vẫn còn."))
            return redirect("outputs")
    context = {"form": form, "row": row, "breadcrumbs": _steps(gettext("Rút khỏi sổ"))}
    return render(request, "office/outputs/take_back.html", context, status=422 if form.errors else 200)


def _initial(row: Output) -> dict[str, object]:
    entry = entry_of(row)
    return {
        "body": row.unit_id,
        "kind": entry.kind,
        "title": entry.title,
        "made_on": entry.made_on,
        "link": entry.link,
        "place": entry.place,
        "count": entry.count,
        "minutes": entry.minutes,
        "made_with": entry.made_with,
    }


def _base(text: str) -> datetime:
    """Return when the entry was changed last as the form was drawn; nonsense is never the newest."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found is not None and found.tzinfo else datetime.fromisoformat("1900-01-01T00:00+00:00")


def _steps(here: str) -> list[dict[str, str]]:
    return [
        {"href": reverse("outputs"), "label": gettext("Sổ hoạt động, sản phẩm")},
        {"href": "", "label": here},
    ]


# ---- pasting


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what pasted lines would enter, and enter them all once none is wrong."""
    bodies = kept_bodies(by=visit.person, on=visit.on)
    form = PasteForm(bodies, request.POST if request.method == "POST" else None)
    lines: list[tuple[PastedLine, str, list[str], str]] = []
    wrong = 0
    if request.method == "POST" and form.is_valid():
        body, text = form.cleaned_data["body"], form.cleaned_data["lines"]
        try:
            pasted = keeping.demand_whole(read_pasted(text, on=visit.on))
            wrong = len(pasted.wrong)
            twins = reading.twins_of_pasted(pasted.outputs, body=body)
            lines = [_pasted(line, twins) for line in pasted.lines]
            if "enter" in request.POST:
                count = keeping.enter_pasted(body=body, text=text, by=visit.person, at=visit.at, on=visit.on)
                told = ngettext("Đã ghi %(count)s dòng vào sổ.", "Đã ghi %(count)s dòng vào sổ.", count)
                messages.success(request, told % {"count": count})
                return redirect("outputs")
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
    context = {
        "form": form,
        "lines": lines,
        "wrong": wrong,
        "kinds": [name for _code, name in kind_choices()],
        "breadcrumbs": _steps(gettext("Dán từ Excel")),
    }
    return render(request, "office/outputs/paste.html", context, status=422 if form.errors else 200)


def _pasted(line: PastedLine, twins: Mapping[str, Twin]) -> tuple[PastedLine, str, list[str], str]:
    """Return a line with its kind's name, its faults, and what it may be the same as."""
    kind = kind_name(line.output.kind) if line.output else ""
    twin = twins.get(line.output.key) if line.output else None
    return line, kind, [fault_words(fault) for fault in line.faults], twin_words(twin)


# ---- what indicators count


@require_http_methods(["GET", "HEAD", "POST"])
def counts(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Say which kinds of outputs the indicators of a campaign count."""
    campaign = access_kept_campaign(campaign_id, by=visit.person, on=visit.on)
    counting = counting_of(campaign)
    said: dict[str, tuple[frozenset[str], Measure]] = {
        code: (feed.kinds, feed.measure) for code, feed in counting.feeds.items()
    }
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        said = {row.code: _said(request.POST, row.code) for row in counting.indicators}
        try:
            set_counts(campaign=campaign, counts=said, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            errors.append({"text": sentence(refusal)})
        else:
            messages.success(request, gettext("Đã ghi chỉ tiêu nào đếm theo sổ."))
            return redirect("campaign-output-counts", campaign_id=campaign_id)
    names = {row.code: row.name for row in counting.indicators}
    context = {
        "campaign": campaign,
        "errors": errors,
        "kinds": kind_choices(),
        "measures": [(measure.value, named(words)) for measure, words in MEASURES.items()],
        "rows": [
            (row, *said.get(row.code, (frozenset[str](), Measure.COUNT))) for row in counting.indicators
        ],
        "twice": [
            (kind_name(kind), named(MEASURES[measure]), ", ".join(names.get(code, code) for code in codes))
            for kind, measure, codes in counting.twice
        ],
    }
    return render(request, "office/outputs/counts.html", context, status=422 if errors else 200)


def _said(sent: QueryDict, code: str) -> tuple[frozenset[str], Measure]:
    measure = sent.get(f"measure-{code}", "")
    known = measure in [each.value for each in Measure]
    return frozenset(sent.getlist(f"kinds-{code}")), Measure(measure) if known else Measure.COUNT


_COUNTS = "chien-dich/<uuid:campaign_id>/dem-theo-so/"
_LEDGER = "so-hoat-dong/"
_ONE = f"{_LEDGER}<uuid:output_id>/"
ROUTES = (
    Route(_LEDGER, listed, "outputs", Right.KEEP_OUTPUTS),
    Route(f"{_LEDGER}them/", add, "output-add", Right.KEEP_OUTPUTS),
    Route(f"{_LEDGER}dan/", paste, "output-paste", Right.KEEP_OUTPUTS),
    Route(f"{_LEDGER}so-hoat-dong.xlsx", as_workbook, "outputs-workbook", Right.KEEP_OUTPUTS),
    Route(f"{_LEDGER}so-hoat-dong.csv", as_csv, "outputs-csv", Right.KEEP_OUTPUTS),
    Route(_ONE, page, "output", Right.KEEP_OUTPUTS),
    Route(f"{_ONE}rut/", get_back, "output-back", Right.KEEP_OUTPUTS),
    Route(
        "chien-dich/<uuid:campaign_id>/dem-theo-so/", counts, "campaign-output-counts", Right.KEEP_CAMPAIGNS
    ),
)
