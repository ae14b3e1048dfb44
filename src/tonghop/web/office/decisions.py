"""Duyệt báo cáo: the reports that wait for a decision, one by one and many at once."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.kept_files import LARGEST_PAPER_BYTES, signed_file
from tonghop.apps.reporting.models import Decided, Decision, Revision, Submission
from tonghop.apps.reporting.permissions import access_cycles, may_approve
from tonghop.apps.reporting.submissions import deciding
from tonghop.apps.reporting.submissions.access import ReportForm, form_of
from tonghop.apps.reporting.submissions.awaiting import State, reports_to_decide, revision_to_decide
from tonghop.apps.reporting.submissions.papers import Paper
from tonghop.apps.reporting.submissions.reading import revision_page
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.decisions import REASONS, Difference, Verdict
from tonghop.domain.reporting.indicators import RATE
from tonghop.web.office import cycle_words as words
from tonghop.web.office import report_words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.field_words import cut_to_change, field_name, names_of_fields, written
from tonghop.web.office.paper_forms import REFUSED_FILES, PaperForm
from tonghop.web.office.routes import Route
from tonghop.web.office.templatetags.office_numbers import grouped
from tonghop.web.office.vietnamese import is_english, vi

MOST_AT_ONCE = 500
STATES: Mapping[State, tuple[words.Word, str]] = MappingProxyType(
    {
        State.WAITING: (_("Chờ duyệt"), "doing"),
        State.APPROVED: (_("Đã duyệt"), "ontime"),
        State.RETURNED: (_("Trả lại"), "returned"),
    }
)
VERDICTS: Mapping[str, tuple[words.Word, str]] = MappingProxyType(
    {
        Verdict.APPROVED: (Decided.APPROVED.label, "ontime"),
        Verdict.RETURNED: (Decided.RETURNED.label, "returned"),
        Verdict.ENDED: (Decided.ENDED.label, "excused"),
    }
)
_TEXT = MappingProxyType({"class": "govuk-textarea", "rows": 3})


class Approval(forms.Form):
    """An approval; the gap is what is open all the same."""

    gap = forms.CharField(
        label=_("Duyệt dù còn thiếu"),
        help_text=_("Ghi phần còn thiếu hoặc cấp chưa duyệt, nếu có; câu này đi cùng báo cáo."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=dict(_TEXT)),
    )


class OnPaper(PaperForm):
    """A signed approval of somebody who has no account; its file may be missing."""

    def __init__(self, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None) -> None:
        super().__init__(data, files)
        self.fields["file"].required = False


class Returning(forms.Form):
    """A return: for a reason, to named parts."""

    reason = forms.ChoiceField(
        label=_("Lý do thường gặp"), required=False, widget=forms.Select(attrs={"class": "govuk-select"})
    )
    parts = forms.MultipleChoiceField(
        label=_("Phần phải sửa"),
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Chọn ít nhất một phần."),
        error_messages={"required": _("Chọn ít nhất một phần.")},
    )
    why = forms.CharField(
        label=_("Lý do trả lại"),
        help_text=_("Đơn vị đọc được đúng câu này. Để trống nếu lý do đã chọn là đủ."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=dict(_TEXT)),
    )

    def __init__(self, parts: Sequence[tuple[str, str]], data: QueryDict | None = None) -> None:
        super().__init__(data)
        said = [(key, row.english if is_english() else row.vietnamese) for key, row in REASONS.items()]
        self.fields["reason"].choices = [("", "–"), *said]  # type: ignore[attr-defined]
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]

    def words(self) -> str:
        """Return why: what was written, else the reason that was chosen, in the words of its body."""
        own: str = self.cleaned_data["why"].strip()
        chosen = REASONS.get(self.cleaned_data["reason"])
        return own or (chosen.vietnamese if chosen else "")


class Ending(forms.Form):
    """Taking a decision back."""

    why = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs=dict(_TEXT)), required=True
    )


# ---- pages


@require_safe
def waiting(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the reports on which the person decides."""
    state = _state(request.GET.get("tinh_trang", ""))
    cycle = _uuid(request.GET.get("ky", ""))
    found = reports_to_decide(
        by=visit.person, on=visit.on, state=state, cycle=cycle, page=page_of(request.GET)
    )
    known = access_cycles(by=visit.person, on=visit.on).select_related("campaign")
    of = known.filter(pk=cycle).first() if cycle else None
    context = {
        "of": of,
        "of_name": words.cycle_name(of.code) if of else "",
        "rows": [_line(draft) for draft in found.rows],
        "states": [(each, STATES[each][0], found.counts[each], each == state) for each in State],
        "cycle": cycle or "",
        "is_waiting": state is State.WAITING,
        "pages": pages(request, found.page, found.pages),
    }
    return render(request, "office/decisions/waiting.html", context)


def _line(draft: Submission) -> dict[str, object]:
    cycle = draft.row.cycle
    return {
        "draft": draft,
        "name": words.cycle_name(cycle.code),
        "came_at": words.moment(draft.came_at),  # type: ignore[attr-defined]
    }


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, visit: Visit, revision_id: UUID) -> HttpResponse:
    """Show one revision to whoever decides, and take the decision."""
    revision, draft = revision_to_decide(revision_id, by=visit.person, on=visit.on)
    form = form_of(draft.row)
    what = request.POST.get("viec", "") if request.method == "POST" else ""
    asked = _forms(what, request, _parts(form))
    refused = ""
    if what in asked and asked[what].is_valid():
        try:
            _take(what, asked[what], revision, visit)
            return HttpResponseRedirect(reverse("decide", args=[revision.pk]))
        except NoSuchThing:
            raise
        except REFUSED_FILES as refusal:
            asked[what].add_error("file", sentence(refusal))
        except Refusal as refusal:
            refused = sentence(refusal)
    decisions = deciding.decisions_of(draft)
    names = names_of(decision.by for decision in decisions)
    context = {
        "revision": revision,
        "draft": draft,
        "row": draft.row,
        "name": words.cycle_name(draft.row.cycle.code),
        "sent_at": words.moment(revision.sent_at),
        "is_newest": revision.number == draft.revisions,
        "is_decided": bool(draft.decided),
        "may_approve": may_approve(draft.row, by=visit.person, on=visit.on),
        "sent": [
            (figure.indicator, report_words.sent_value(figure))
            for figure in revision_page(draft.row_id, revision.pk, by=visit.person, on=visit.on).figures
        ],
        "decisions": [_decision(decision, names, form) for decision in decisions],
        "since": _since(draft, form) if revision.number == draft.revisions else (),
        "forms": asked,
        "form": asked.get(what),
        "what": what,
        "refused": refused,
    }
    return render(request, "office/decisions/one.html", context, status=422 if what else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_many(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Approve or return several revisions at once, each by itself."""
    what = "return" if request.GET.get("viec") == "tra-lai" else "approve"
    chosen = [key for text in request.GET.getlist("n")[:MOST_AT_ONCE] if (key := _uuid(text))]
    found = [revision_to_decide(key, by=visit.person, on=visit.on) for key in chosen]
    posted = request.POST if request.method == "POST" else None
    form: forms.Form
    if what == "return":
        form = Returning(_common_parts([draft for _, draft in found]), posted)
    else:
        form = Approval(posted)
    outcome, refused, status = None, "", 200
    if posted is not None:
        status = 422
        if form.is_valid():
            try:
                outcome, status = _take_many(form, chosen, visit), 200
            except Refusal as refusal:
                refused = sentence(refusal)
    context = {
        "what": what,
        "form": form,
        "rows": [(revision, draft.row, words.cycle_name(draft.row.cycle.code)) for revision, draft in found],
        "refused": refused,
        "outcome": outcome,
        "stopped": [(row, sentence(why)) for row, why in outcome.refused] if outcome else (),
    }
    return render(request, "office/decisions/many.html", context, status=status)


# ---- steps


def _forms(what: str, request: HttpRequest, parts: Sequence[tuple[str, str]]) -> dict[str, forms.Form]:
    posted = {what: request.POST}
    return {
        "approve": Approval(posted.get("approve")),
        "paper": OnPaper(posted.get("paper"), request.FILES if what == "paper" else None),
        "return": Returning(parts, posted.get("return")),
        "end": Ending(posted.get("end")),
    }


def _take(what: str, form: forms.Form, revision: Revision, visit: Visit) -> Decision:
    said = form.cleaned_data
    if isinstance(form, Returning):
        return deciding.return_report(
            revision_id=revision.pk,
            why=form.words(),
            parts=said["parts"],
            reason=said["reason"],
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    if isinstance(form, Ending):
        return deciding.end_decision(
            revision_id=revision.pk, why=said["why"], by=visit.person, at=visit.at, on=visit.on
        )
    return deciding.approve(
        revision_id=revision.pk,
        gap=said.get("gap", ""),
        signed=_signed(said) if what == "paper" else None,
        by=visit.person,
        at=visit.at,
        on=visit.on,
    )


def _signed(said: Mapping[str, Any]) -> deciding.SignedApproval:  # Any: a form's cleaned values
    file = said["file"]
    return deciding.SignedApproval(
        Paper(said["symbol"], said["dated_on"], said["signer"]),
        signed_file(file.read(LARGEST_PAPER_BYTES + 1), file.name) if file else None,
    )


def _take_many(form: forms.Form, chosen: Sequence[UUID], visit: Visit) -> deciding.Outcome:
    if isinstance(form, Returning):
        return deciding.return_many(
            revisions=chosen,
            why=form.words(),
            parts=form.cleaned_data["parts"],
            reason=form.cleaned_data["reason"],
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
    return deciding.approve_many(
        revisions=chosen, gap=form.cleaned_data["gap"], by=visit.person, at=visit.at, on=visit.on
    )


def _parts(form: ReportForm) -> list[tuple[str, str]]:
    """Return what of a report may be named: each figure and each section, by its field."""
    figures = [
        (drafts.figure_field(row.code), vi(row.name))
        for row in form.campaign.asked(form.turn)
        if row.kind != RATE
    ]
    sections = [(drafts.section_field(row.code), vi(row.title)) for row in form.campaign.told()]
    return figures + sections


def _common_parts(drafts_: Sequence[Submission]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    seen: set[UUID] = set()
    for draft in drafts_:
        if draft.row.cycle_id not in seen:
            seen.add(draft.row.cycle_id)
            found |= dict(_parts(form_of(draft.row)))
    return list(found.items())


def _decision(decision: Decision, names: Mapping[str, str], form: ReportForm) -> dict[str, object]:
    parts = dict(_parts(form))
    word, look = VERDICTS[decision.verdict]
    return {
        "decision": decision,
        "word": word,
        "look": look,
        "at": words.moment(decision.at),
        "by": vi(names.get(decision.by, "")),
        "dated": words.day(decision.dated_on) if decision.dated_on else "",
        "parts": [parts.get(field, field) for field in decision.parts],
    }


def _since(draft: Submission, form: ReportForm) -> list[dict[str, object]]:
    """Return in what the newest revision differs from the one approved, and from the one returned."""
    told = (
        (_("Khác bản đã duyệt {receipt} ở {count} ô:"), _("Đã duyệt"), deciding.since_approved(draft)),
        (_("Khác bản đã trả lại {receipt} ở {count} ô:"), _("Đã trả lại"), deciding.since_returned(draft)),
    )
    names = names_of_fields(form.campaign)
    return [
        {
            "sentence": str(sentence).format(receipt=since[0].receipt, count=grouped(len(since[1]))),
            "before": before,
            "rows": [_difference(row, names) for row in since[1]],
        }
        for sentence, before, since in told
        if since is not None
    ]


def _difference(row: Difference, names: Mapping[str, str]) -> tuple[object, object, object]:
    then, now = cut_to_change(row.approved, row.now)
    return field_name(row.field, names), written(row.field, then), written(row.field, now)


def _state(text: str) -> State:
    return State(text) if text in {each.value for each in State} else State.WAITING


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


ROUTES = (
    Route("duyet/", waiting, "decisions", Right.RETURN_REPORTS),
    Route("duyet/nhieu/", decide_many, "decide-many", Right.RETURN_REPORTS),
    Route("duyet/<uuid:revision_id>/", decide, "decide", Right.RETURN_REPORTS),
)
