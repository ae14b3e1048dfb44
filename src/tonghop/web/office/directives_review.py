"""Rà soát: the text on the left, what was read on the right; every step is a button and can be undone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions import reviewing
from tonghop.apps.directives.actions.assigning import mark_span
from tonghop.apps.directives.actions.parties import choose_bodies
from tonghop.apps.directives.actions.reviewing import Wording
from tonghop.apps.directives.models import READ, Directive, Obligation, ObligationSentence
from tonghop.apps.directives.permissions import access_obligation, access_party, access_review
from tonghop.apps.directives.queries import Review, review, sentences_at
from tonghop.domain.directives.rights import GROUNDS
from tonghop.domain.errors import Refusal
from tonghop.domain.provenance import Span
from tonghop.web.office.directives import named, steps
from tonghop.web.office.directives_text import task_anchor, text_anchor, text_of
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

DAY = "%d/%m/%Y"
_LINES = forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"})


class WordingForm(forms.Form):
    """What a reviewer may correct of a task; its words in the directive stay as they are."""

    summary = forms.CharField(
        label=gettext_lazy("Nội dung tóm tắt"), required=False, widget=_LINES, max_length=2000
    )
    deadline = forms.CharField(
        label=gettext_lazy("Hạn, theo lời văn bản"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Ngày cuối cùng còn đúng hạn"),
        required=False,
        input_formats=(DAY, "%Y-%m-%d"),
        help_text=gettext_lazy("“Trước ngày 30/5” là chậm nhất ngày 29/5."),
        widget=forms.DateInput(format=DAY, attrs={"class": "govuk-input"}),
        error_messages={"invalid": gettext_lazy("Viết ngày như 30/05/2026.")},
    )
    lead = forms.CharField(
        label=gettext_lazy("Đơn vị thực hiện, mỗi dòng một đơn vị"), required=False, widget=_LINES
    )
    support = forms.CharField(
        label=gettext_lazy("Đơn vị phối hợp, mỗi dòng một đơn vị"), required=False, widget=_LINES
    )

    @property
    def wording(self) -> Wording:
        given = self.cleaned_data
        return Wording(
            given["summary"],
            given["deadline"],
            given["due_on"],
            _lines(given["lead"]),
            _lines(given["support"]),
        )


@require_safe
def page(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Show a directive under review; ?muc= names the task that is open, ?doan= the paragraph to add from."""
    kept = access_review(directive, by=visit.person, on=visit.on)
    if kept.intake.state != READ:
        return redirect("directive", directive=directive)
    return _shown(request, kept, open_id=_id(request.GET), paragraph=_whole(request.GET.get("doan", "")))


@require_POST
def deed(request: HttpRequest, visit: Visit, directive: UUID, obligation: UUID) -> HttpResponse:
    """Do one thing with one task: what the pressed button says."""
    kept = access_obligation(obligation, directive=directive, by=visit.person, on=visit.on)
    form = WordingForm(request.POST, prefix="loi")
    chosen = request.POST.get("viec", "")
    if chosen not in DEEDS or (chosen in WITH_WORDING and not form.is_valid()):
        return _shown(request, kept.directive, open_id=obligation, form=form, status=422)
    try:
        landed, said = DEEDS[chosen](request.POST, kept, form, visit)
    except Refusal as refusal:
        bound = form if form.add_prefix("summary") in request.POST else None  # nothing typed is lost
        return _shown(
            request, kept.directive, open_id=obligation, form=bound, fault=sentence(refusal), status=422
        )
    messages.success(request, said)
    return _back(directive, landed)


@require_POST
def add(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Make a task of sentences that were missed, or mark them as touching rights."""
    kept = access_review(directive, by=visit.person, on=visit.on)
    paragraph = _whole(request.POST.get("doan", "")) or 0
    numbers = [number for text in request.POST.getlist("cau") if (number := _whole(text))]
    selected = sentences_at(kept, paragraph, numbers)
    try:
        if request.POST.get("viec") == "danh-dau":
            _mark(kept, selected, request.POST.get("ly_do", ""), visit)
            messages.success(request, gettext("Đã đánh dấu; câu này không thể giao thành việc."))
            return _back(directive, None)
        made = reviewing.add(
            directive=kept,
            selected=selected,
            lead=_lines(request.POST.get("don_vi", "")),
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    except Refusal as refusal:
        return _shown(request, kept, paragraph=paragraph, fault=sentence(refusal), status=422)
    messages.success(request, gettext("Đã thêm nhiệm vụ; hãy xem và xác nhận."))
    return _back(directive, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, visit: Visit, directive: UUID, party: UUID) -> HttpResponse:
    """Show which bodies a party means, by rule then and today, and let a person choose."""
    kept = access_party(party, directive=directive, by=visit.person, on=visit.on)
    fault = ""
    if request.method == "POST":
        try:
            choose_bodies(
                party=kept,
                chosen=request.POST.getlist("don_vi"),
                added=request.POST.get("them", ""),
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            fault = sentence(refusal)
        else:
            messages.success(request, gettext("Đã ghi các đơn vị được chọn."))
            return _back(directive, None)
    chosen = set(request.POST.getlist("don_vi"))
    bodies = [
        (body, body.body_id in chosen if fault else body.is_chosen)
        for body in kept.bodies.order_by("-is_now", "name")
    ]
    way = reverse("directive-review", kwargs={"directive": directive})
    context = {
        "party": kept,
        "directive": kept.directive,
        "bodies": bodies,
        "outcomes": _outcomes(),
        "errors": [{"href": "#them", "text": fault}] if fault else [],
        "added": request.POST.get("them", ""),
        "breadcrumbs": steps(vi(kept.name), (gettext("Rà soát"), way)),
    }
    return render(request, "office/directives/party.html", context, status=422 if fault else 200)


Landing = tuple[UUID | None, str]
Deed = Callable[[QueryDict, Obligation, WordingForm, Visit], Landing]


def _confirm(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    reviewing.confirm(obligation=kept, words=form.wording, by=visit.person, at=visit.at, on=visit.on)
    return _next(given), gettext("Đã xác nhận. Có thể hoàn tác ở mục đó.")


def _edit(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    reviewing.edit(obligation=kept, words=form.wording, by=visit.person, at=visit.at, on=visit.on)
    return kept.pk, gettext("Đã lưu lời sửa; nhiệm vụ vẫn chờ xác nhận.")


def _reject(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    reviewing.reject(obligation=kept, why=given.get("ly_do", ""), by=visit.person, at=visit.at, on=visit.on)
    return _next(given), gettext("Đã loại mục này. Có thể hoàn tác ở mục đó.")


def _split(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    at_sentence = _sentence(given, kept)
    if at_sentence is None:
        raise reviewing.NothingToSplit()
    first, _ = reviewing.split(
        obligation=kept, at_sentence=at_sentence, by=visit.person, at=visit.at, on=visit.on
    )
    return first.pk, gettext("Đã tách thành hai nhiệm vụ.")


def _merge(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    made = reviewing.merge(obligation=kept, by=visit.person, at=visit.at, on=visit.on)
    return made.pk, gettext("Đã gộp với nhiệm vụ kế tiếp.")


def _undo(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    reviewing.undo(obligation=kept, by=visit.person, at=visit.at, on=visit.on)
    return kept.pk, gettext("Đã hoàn tác.")


def _restore(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    reviewing.restore_wording(obligation=kept, by=visit.person, at=visit.at, on=visit.on)
    return kept.pk, gettext("Đã đưa lại lời ghi trước.")


def _mark_sentence(given: QueryDict, kept: Obligation, form: WordingForm, visit: Visit) -> Landing:
    marked = _sentence(given, kept)
    if marked is None:
        raise reviewing.NothingSelected()
    span = Span(marked.span_start, marked.span_end)
    _mark(kept.directive, (span,), given.get("ly_do", ""), visit)
    return kept.pk, gettext("Đã đánh dấu; câu này không thể giao thành việc.")


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "xac-nhan": _confirm,
        "sua": _edit,
        "loai": _reject,
        "tach": _split,
        "gop": _merge,
        "hoan-tac": _undo,
        "loi-truoc": _restore,
        "danh-dau": _mark_sentence,
    }
)
"""The buttons of a task, each with the one action that it calls."""
WITH_WORDING = frozenset({"xac-nhan", "sua"})


def _mark(directive: Directive, selected: tuple[Span, ...], why: str, visit: Visit) -> None:
    if not selected:
        raise reviewing.NothingSelected()
    for span in selected:
        mark_span(directive=directive, span=span, why=why, by=visit.person, at=visit.at, on=visit.on)


def _shown(
    request: HttpRequest,
    directive: Directive,
    *,
    open_id: UUID | None = None,
    paragraph: int | None = None,
    form: WordingForm | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = review(directive, open_id=open_id, paragraph=paragraph)
    current = shown.current
    errors = [{"href": "#dang-xem" if paragraph is None else "#them", "text": fault}] if fault else []
    way = reverse("directive", kwargs={"directive": directive.pk})
    context = {
        "review": shown,
        "directive": directive,
        "text": text_of(shown),
        "items": _items(shown),
        "form": form or (_form(current) if current else None),
        "form_is_bound": form is not None,
        "errors": errors,
        "typed": request.POST,
        "keys": _keys(),
        "outcomes": _outcomes(),
        "breadcrumbs": steps(gettext("Rà soát"), (vi(str(directive)), way)),
    }
    return render(request, "office/directives/review.html", context, status=status)


def _items(shown: Review) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "anchor": task_anchor(number),
            "text_anchor": text_anchor(number),
            "task": task,
            "is_open": shown.current is not None and task.pk == shown.current.pk,
            "can_undo": bool(
                task.confirmed_at or task.closed_as or task.is_added or len(task.made_from.all())
            ),
            "sentences": [(row, _ground(row.why)) for row in task.sentences.all()],
        }
        for number, task in enumerate(shown.obligations, start=1)
    ]


def _ground(why: str) -> str:
    return named(GROUNDS[why]) if why in GROUNDS else why


def _form(task: Obligation) -> WordingForm:
    parties = [(each.party.name, each.role) for each in task.parties.all()]
    return WordingForm(
        prefix="loi",
        initial={
            "summary": task.summary,
            "deadline": task.deadline,
            "due_on": task.due_on,
            "lead": "\n".join(name for name, role in parties if role != "support"),
            "support": "\n".join(name for name, role in parties if role == "support"),
        },
    )


def _keys() -> list[dict[str, str]]:
    return [
        {"letter": "x", "words": gettext("xác nhận")},
        {"letter": "s", "words": gettext("lưu lời sửa")},
        {"letter": "t", "words": gettext("tách")},
        {"letter": "g", "words": gettext("gộp với mục sau")},
        {"letter": "l", "words": gettext("loại")},
        {"letter": "z", "words": gettext("hoàn tác")},
    ]


def _outcomes() -> Mapping[str, str]:
    return {
        "one": gettext("một đơn vị"),
        "class": gettext("một nhóm đơn vị"),
        "open": gettext("chưa rõ, cần người chọn"),
    }


def _back(directive: UUID, obligation: UUID | None) -> HttpResponse:
    address = reverse("directive-review", kwargs={"directive": directive})
    return redirect(f"{address}?muc={obligation}#dang-xem" if obligation else f"{address}#dang-xem")


def _next(given: QueryDict) -> UUID | None:
    return _id(given, "tiep")


def _id(given: QueryDict, name: str = "muc") -> UUID | None:
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None


def _sentence(given: QueryDict, kept: Obligation) -> ObligationSentence | None:
    chosen = _id(given, "cau")
    return None if chosen is None else kept.sentences.filter(pk=chosen).first()


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("\0", "").splitlines() if line.strip())


_OF = "van-ban/<uuid:directive>/"
ROUTES = (
    Route(f"{_OF}ra-soat/", page, "directive-review", Right.REVIEW_DIRECTIVES),
    Route(f"{_OF}them/", add, "directive-add", Right.REVIEW_DIRECTIVES),
    Route(f"{_OF}nhiem-vu/<uuid:obligation>/", deed, "directive-obligation", Right.REVIEW_DIRECTIVES),
    Route(f"{_OF}don-vi/<uuid:party>/", party, "directive-party", Right.REVIEW_DIRECTIVES),
)
