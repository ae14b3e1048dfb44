"""What has to be said about each change of a due list's rows: a form for each, and the action behind it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting import cycle_actions as actions
from tonghop.apps.reporting.models import Cycle, Happening
from tonghop.domain.calendar.due_instants import ZONE

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
LONGEST_REASON = 2000
Word = Any  # a text, or its promise of a class that only the stubs have


def day_field(label: Word, help_text: Word = "", *, required: bool = True) -> forms.DateField:
    """Return a field for a day as offices write it."""
    return forms.DateField(
        label=label,
        help_text=help_text or _("Ví dụ 30/5/2026."),
        required=required,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "govuk-input govuk-input--width-10", "inputmode": "numeric"}
        ),
    )


def time_field(label: Word, help_text: Word) -> forms.TimeField:
    """Return a field for an hour, which may be left empty."""
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input govuk-input--width-5"}),
    )


class ChangeForm(forms.Form):
    """A change of rows; every kind has a reason."""

    label: Word = ""
    button: Word = ""
    action: "ClassVar[staticmethod[..., int]]"
    why = forms.CharField(
        label=_("Lý do"),
        help_text=_("Ai đồng ý, theo văn bản hay cuộc gọi nào."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 3}),
    )

    def act(self, *, cycle: Cycle, rows: Sequence[UUID], by: Person, at: datetime, on: date) -> int:
        """Make the change; return how many rows it changed."""
        return self.action(cycle=cycle, rows=rows, why=self.cleaned_data["why"], by=by, at=at, on=on)


class Extension(ChangeForm):
    label, button = _("Gia hạn"), _("Gia hạn")
    due_on = day_field(_("Hạn mới"))
    late_at = time_field(_("Giờ tính là muộn"), _("Để trống: được gửi đến hết ngày. Ví dụ 17:00."))
    field_order = ("due_on", "late_at", "why")

    def act(self, *, cycle: Cycle, rows: Sequence[UUID], by: Person, at: datetime, on: date) -> int:
        said = self.cleaned_data
        return actions.extend(
            cycle=cycle,
            rows=rows,
            due_on=said["due_on"],
            late_at=said["late_at"],
            why=said["why"],
            by=by,
            at=at,
            on=on,
        )


class Arrival(ChangeForm):
    label, button = _("Ghi nhận báo cáo đến"), _("Ghi nhận")
    arrived_on = day_field(
        _("Ngày nhận"), _("Để trống nếu không rõ thời điểm. Ví dụ 29/5/2026."), required=False
    )
    arrived_at = time_field(_("Giờ nhận"), _("Ví dụ 16:30."))
    field_order = ("arrived_on", "arrived_at", "why")

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["why"].required = False
        self.fields["why"].label = _("Ghi chú")
        self.fields["why"].help_text = _("Nhận qua đâu: văn thư, thư điện tử, trục liên thông.")

    def clean(self) -> dict[str, object]:
        """A day without its hour would be a guess on which being late may depend."""
        said = super().clean() or {}
        day, hour = said.get("arrived_on"), said.get("arrived_at")
        if day and hour is None and "arrived_at" not in self.errors:
            self.add_error("arrived_at", _("Ghi cả giờ nhận, hoặc để trống cả ngày nếu không rõ."))
        if hour is not None and not day and "arrived_on" not in self.errors:
            self.add_error("arrived_on", _("Ghi cả ngày nhận."))
        return said

    def act(self, *, cycle: Cycle, rows: Sequence[UUID], by: Person, at: datetime, on: date) -> int:
        said = self.cleaned_data
        day, hour = said["arrived_on"], said["arrived_at"]
        return actions.record_arrival(
            cycle=cycle,
            rows=rows,
            arrived_at=datetime.combine(day, hour, ZONE) if day else None,
            why=said["why"],
            by=by,
            at=at,
            on=on,
        )


class Excuse(ChangeForm):
    label, button = _("Miễn báo cáo"), _("Miễn báo cáo")
    action = staticmethod(actions.excuse)


class ExcuseEnded(ChangeForm):
    label, button = _("Thôi miễn"), _("Thôi miễn")
    action = staticmethod(actions.end_excuse)


class Annulment(ChangeForm):
    label, button = _("Hủy dòng"), _("Hủy dòng")
    action = staticmethod(actions.annul)


class AnnulmentEnded(ChangeForm):
    label, button = _("Khôi phục dòng đã hủy"), _("Khôi phục")
    action = staticmethod(actions.restore)


class ArrivalTakenBack(ChangeForm):
    label, button = _("Rút ghi nhận báo cáo đến"), _("Rút ghi nhận")
    action = staticmethod(actions.take_back_arrival)


FORMS: Mapping[Happening, type[ChangeForm]] = MappingProxyType(
    {
        Happening.ARRIVAL: Arrival,
        Happening.EXTENSION: Extension,
        Happening.EXCUSE: Excuse,
        Happening.ANNULMENT: Annulment,
        Happening.EXCUSE_ENDED: ExcuseEnded,
        Happening.ANNULMENT_ENDED: AnnulmentEnded,
        Happening.ARRIVAL_TAKEN_BACK: ArrivalTakenBack,
    }
)
