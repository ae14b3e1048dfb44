"""Khó khăn, kiến nghị: what a body raises on any day, to whom it goes, the steps towards an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.reporting.difficulties import reading
from tonghop.apps.reporting.difficulties.access import access_difficulty, parts_of
from tonghop.apps.reporting.difficulties.offices import OfficeNotDecided, UnitNotDecided
from tonghop.apps.reporting.difficulties.reading import Line, Listed, Nameable, ToldStep, Wanted
from tonghop.apps.reporting.difficulties.steps import About, raise_difficulty, route, take_step
from tonghop.apps.reporting.models import Difficulty
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.difficulties import (
    MATTERS,
    MOVES,
    STATES,
    Matter,
    State,
    Step,
    state_after,
)
from tonghop.web.office import cycle_words
from tonghop.web.office.cycles import Choice, page_of, pages
from tonghop.web.office.directives import named
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataSelect, vi

LOOKS: Mapping[State, str] = MappingProxyType(
    {
        State.RAISED: "todo",
        State.ROUTED: "doing",
        State.ANSWERED: "approved",
        State.TAKEN_BACK: "excused",
        State.CLOSED: "approved",
    }
)
"""State → the style sheet's name of its sign and colour."""

STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "tra-loi": Step.ANSWERED,
        "chuyen": Step.ROUTED,
        "bo-sung": Step.ANSWER_COMPLETED,
        "rut": Step.TAKEN_BACK,
        "ket-thuc": Step.CLOSED,
    }
)
"""The last part of an address → the step that is taken there."""

SHORT = 160


@dataclass(frozen=True, slots=True)
class Ask:
    """What the page of a step asks for and says: the label of the words, a hint, the button."""

    label: cycle_words.Word
    hint: cycle_words.Word
    button: cycle_words.Word
    done: cycle_words.Word


ASKS: Mapping[Step, Ask] = MappingProxyType(
    {
        Step.ROUTED: Ask(
            _("Nhắn kèm"), _("Để trống nếu không có gì thêm."), _("Chuyển"), _("Đã chuyển để trả lời.")
        ),
        Step.ANSWERED: Ask(
            _("Nội dung trả lời"),
            _("Đã làm gì, bao giờ làm, theo văn bản nào. Đơn vị đã nêu đọc được."),
            _("Gửi trả lời"),
            _("Đã gửi trả lời."),
        ),
        Step.ANSWER_COMPLETED: Ask(
            _("Nội dung bổ sung"),
            _("Trả lời trước vẫn giữ nguyên; phần này thêm vào sau."),
            _("Gửi bổ sung"),
            _("Đã gửi bổ sung."),
        ),
        Step.TAKEN_BACK: Ask(_("Lý do rút"), "", _("Rút lại"), _("Đã rút lại.")),
        Step.CLOSED: Ask(_("Ghi chú"), "", _("Kết thúc"), _("Đã kết thúc.")),
    }
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "govuk-textarea", "rows": rows})


class RaiseForm(forms.Form):
    """What a body lacks or asks for."""

    matter = forms.ChoiceField(label=_("Nêu việc gì"), widget=forms.RadioSelect())
    words = forms.CharField(
        label=_("Nội dung"),
        help_text=_(
            "Đơn vị đang thiếu gì, vướng gì trong việc của mình, đề nghị cơ quan nào làm gì. Không ghi tên "
            "người, không ghi ai nghĩ hay nói gì."
        ),
        widget=_area(6),
    )
    about = forms.ChoiceField(
        label=_("Chiến dịch, chỉ tiêu"),
        help_text=_("Chọn chiến dịch thì gửi đến cơ quan tổng hợp của chiến dịch đó."),
        required=False,
        widget=DataSelect(attrs={"class": "govuk-select"}),
    )
    task = forms.ChoiceField(
        label=_("Nhiệm vụ được giao"),
        required=False,
        widget=DataSelect(attrs={"class": "govuk-select"}),
    )
    office = forms.ChoiceField(
        label=_("Gửi đến"),
        required=False,
        widget=DataSelect(attrs={"class": "govuk-select"}),
    )

    def __init__(self, known: Nameable, *given: Any, **named_too: Any) -> None:
        super().__init__(*given, **named_too)
        usual = next((one.name for one in known.offices if one.unit == known.usual_office), "")
        self._offer("matter", [(code.value, named(words)) for code, words in MATTERS.items()])
        self._offer("about", [("", gettext("Không thuộc chiến dịch nào")), *_abouts(known)])
        tasks = [(str(pk), _short(words)) for pk, words in known.tasks]
        self._offer("task", [("", gettext("Không thuộc nhiệm vụ nào")), *tasks])
        offices = [(one.unit, one.name) for one in known.offices]
        nearest = gettext("Theo chiến dịch, nếu không thì cơ quan cấp trên gần nhất")
        self._offer("office", [("", nearest if usual else gettext("Theo chiến dịch")), *offices])
        self.fields["office"].help_text = (
            format_html(gettext("Cơ quan cấp trên gần nhất: {office}."), office=vi(usual)) if usual else ""
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def named_work(self) -> About:
        """Return what it is about."""
        campaign, _bar, indicator = self.cleaned_data["about"].partition("|")
        task = self.cleaned_data["task"]
        return About(UUID(campaign) if campaign else None, indicator, UUID(task) if task else None)


def _abouts(known: Nameable) -> list[tuple[str, str]]:
    """Return each campaign and, below it, its indicators; a group's heading could not say its language."""
    return [
        choice
        for campaign, indicators in known.campaigns
        for choice in (
            (str(campaign.pk), campaign.title),
            *((f"{campaign.pk}|{one.code}", f"{campaign.title}: {one.name}") for one in indicators),
        )
    ]


class StepForm(forms.Form):
    """The words of a step."""

    words = forms.CharField(label="", required=False, widget=_area(5))

    def __init__(self, step: Step, *given: Any, **named_too: Any) -> None:
        super().__init__(*given, **named_too)
        words, ask = self.fields["words"], ASKS[step]
        words.label, words.help_text = str(ask.label), str(ask.hint)
        words.required = MOVES[step].needs_words


class RouteForm(StepForm):
    """To whom it is passed on."""

    to = forms.CharField(
        label=_("Đơn vị trả lời"),
        help_text=_("Ghi tên như trong danh bạ, ví dụ Sở Tài chính. Đơn vị phải có người dùng ở đây."),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    unit = forms.ChoiceField(label=_("Đơn vị được hiểu"), required=False, widget=forms.RadioSelect())
    field_order = ("to", "unit", "words")


def state_words(state: str) -> str:
    """Return where a difficulty stands in the reader's language."""
    return named(STATES[State(state)])


@dataclass(frozen=True, slots=True)
class Shown:
    """A difficulty in a list as the page says it."""

    line: Line
    matter: str
    look: str
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """A step on the page of a difficulty."""

    step: ToldStep
    what: str
    is_answer: bool


# ---- lists


@require_safe
def own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what one's own bodies raised, and what was routed to them."""
    wanted = _wanted(request.GET)
    found = reading.own_difficulties(wanted=wanted, page=page_of(request.GET), by=visit.person, on=visit.on)
    return _list(request, found, wanted, is_office=False)


@require_safe
def addressed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what is addressed to one's offices."""
    wanted = _wanted(request.GET)
    found = reading.addressed_difficulties(
        wanted=wanted, page=page_of(request.GET), by=visit.person, on=visit.on
    )
    return _list(request, found, wanted, is_office=True)


def _list(request: HttpRequest, found: Listed, wanted: Wanted, *, is_office: bool) -> HttpResponse:
    context = {
        "found": found,
        "is_office": is_office,
        "lines": [_shown(line) for line in found.lines],
        "states": [
            Choice(state.value, named(words), state == wanted.state) for state, words in STATES.items()
        ],
        "campaigns": [Choice(str(one.pk), one.title, one.pk == wanted.campaign) for one in found.campaigns],
        "bodies": [Choice(unit, name, unit == wanted.body) for unit, name in found.bodies],
        "is_narrowed": wanted != Wanted(),
        "pages": pages(request, found.page, found.pages),
    }
    return render(request, "office/difficulties/list.html", context)


def _wanted(query: QueryDict) -> Wanted:
    state, campaign = query.get("tinh_trang", ""), query.get("chien_dich", "")
    return Wanted(
        state if state in [each.value for each in State] else "",
        _uuid(campaign),
        query.get("don_vi", "")[:100].replace("\0", ""),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(line: Line) -> Shown:
    return Shown(
        line,
        named(MATTERS[Matter(line.row.matter)]),
        LOOKS[State(line.row.state)],
        state_words(line.row.state),
    )


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= SHORT else f"{told[: SHORT - 1].rstrip()}…"


# ---- raising one


@require_http_methods(["GET", "HEAD", "POST"])
def raise_one(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Raise a difficulty or a proposal for one of one's own bodies."""
    bodies = reading.raising_bodies(by=visit.person, on=visit.on)
    chosen = request.GET.get("don_vi", "")
    body = chosen if chosen in dict(bodies) else bodies[0][0]
    form = RaiseForm(
        reading.nameable(body, on=visit.on),
        request.POST if request.method == "POST" else None,
        initial={"matter": Matter.DIFFICULTY.value},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            raised = raise_difficulty(
                body=body,
                matter=Matter(said["matter"]),
                words=said["words"],
                about=form.named_work(),
                office=said["office"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error("office" if isinstance(refusal, OfficeNotDecided) else None, sentence(refusal))
        else:
            messages.success(request, gettext("Đã gửi. Trả lời sẽ hiện ở đây và trong Việc của tôi."))
            return redirect("difficulty", difficulty_id=raised.pk)
    context = {
        "form": form,
        "body": body,
        "body_name": dict(bodies)[body],
        "bodies": [Choice(unit, name, unit == body) for unit, name in bodies],
        "breadcrumbs": _steps(gettext("Nêu khó khăn, kiến nghị")),
    }
    return render(request, "office/difficulties/raise.html", context, status=422 if form.errors else 200)


# ---- one, and its steps


@require_safe
def page(request: HttpRequest, visit: Visit, difficulty_id: UUID) -> HttpResponse:
    """Show a difficulty, what was done with it, and what the reader may do."""
    row = access_difficulty(difficulty_id, by=visit.person, on=visit.on)
    told = reading.told_difficulty(row, by=visit.person, on=visit.on)
    answers = (Step.ANSWERED, Step.ANSWER_COMPLETED)
    context = {
        "told": told,
        "row": row,
        "matter": named(MATTERS[Matter(row.matter)]),
        "look": LOOKS[State(row.state)],
        "state": state_words(row.state),
        "reported": cycle_words.cycle_name(row.reported_row.cycle.code) if row.reported_row else "",
        "steps": [Told(one, _what(one.row.step), one.row.step in answers) for one in told.steps],
        "ways": [
            (reverse("difficulty-step", args=[row.pk, slug]), step in answers, _what(step.value))
            for slug, step in STEPS.items()
            if step in told.open
        ],
        "breadcrumbs": _steps(vi(told.body_name)),
    }
    return render(request, "office/difficulties/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, visit: Visit, difficulty_id: UUID, slug: str) -> HttpResponse:
    """Ask for the words of a step, and take it."""
    row = access_difficulty(difficulty_id, by=visit.person, on=visit.on)
    if slug not in STEPS:
        raise NoSuchThing()
    which = STEPS[slug]
    if request.method != "POST":
        state_after(State(row.state), which, parts_of(row, by=visit.person, on=visit.on).keys())
    kind = RouteForm if which is Step.ROUTED else StepForm
    form = kind(which, request.POST if request.method == "POST" else None)
    if isinstance(form, RouteForm):
        unit = request.POST.get("unit", "")
        _offer_units(form, bodies_named([unit], on=visit.on) if unit else ())
    if request.method == "POST" and form.is_valid():
        try:
            _take(form, row, which, visit)
        except UnitNotDecided as refusal:
            form.add_error("to", sentence(refusal))
            _offer_units(form, [(one.unit, one.name) for one in refusal.found])
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, str(ASKS[which].done))
            return redirect("difficulty", difficulty_id=difficulty_id)
    context = {
        "form": form,
        "row": row,
        "what": _what(which.value),
        "ask": ASKS[which],
        "offers_units": which is Step.ROUTED and bool(form.fields["unit"].choices),  # type: ignore[attr-defined]
        "body_name": reading.told_difficulty(row, by=visit.person, on=visit.on).body_name,
        "breadcrumbs": _steps(_what(which.value)),
    }
    return render(request, "office/difficulties/step.html", context, status=422 if form.errors else 200)


def _take(form: StepForm, row: Difficulty, which: Step, visit: Visit) -> None:
    said = form.cleaned_data
    if which is Step.ROUTED:
        named_unit = said["unit"] or said["to"]
        route(
            difficulty_id=row.pk,
            named=named_unit,
            words=said["words"],
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    else:
        take_step(
            difficulty_id=row.pk, step=which, words=said["words"], by=visit.person, at=visit.at, on=visit.on
        )


def _offer_units(form: StepForm, units: Sequence[tuple[str, str]]) -> None:
    """Let one of some units be chosen, or the name be looked for again; the action decides whether it may."""
    field = form.fields["unit"]
    assert isinstance(field, forms.ChoiceField)
    again = [("", gettext("Không phải: tìm lại theo tên ở trên"))]
    field.choices = [*units, *again] if units else []


def _what(step: str) -> str:
    move = MOVES[Step(step)]
    return named((move.vietnamese, move.english))


def _steps(here: str) -> list[dict[str, str]]:
    return [{"href": reverse("my-work"), "label": gettext("Việc của tôi")}, {"href": "", "label": here}]


_OWN, _OFFICES = "kho-khan/", "kien-nghi-gui-den/"
_ONE = f"{_OWN}<uuid:difficulty_id>/"
ROUTES = (
    Route(_OWN, own, "difficulties", Right.RAISE_DIFFICULTIES),
    Route(f"{_OWN}neu/", raise_one, "difficulty-raise", Right.RAISE_DIFFICULTIES),
    Route(_OFFICES, addressed, "difficulties-to-answer", Right.ANSWER_DIFFICULTIES),
    Route(_ONE, page, "difficulty"),
    Route(f"{_ONE}<slug:slug>/", step, "difficulty-step"),
)
