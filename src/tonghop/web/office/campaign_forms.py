"""The forms of campaigns: one for each table of the campaign file, made of its fields.

A cell is read as the campaign workbook reads it, so "30/5" and "05-30" are one day here too.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tonghop.domain.reporting.campaign import Campaign, slug
from tonghop.domain.reporting.campaign_record import CHOICES, TABLES, Field
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.values import State, Value, read_cell
from tonghop.formats.workbooks import campaign_layout as layout
from tonghop.web.office.campaign_words import choice_name, field_help, field_name
from tonghop.web.office.door import sentence
from tonghop.web.office.vietnamese import DataCheckboxes, DataSelect, is_english, vi

_LONG = ("why", "note", "message", "reason")
_NAMED_BY = {"indicator": "name", "section": "title", "body": "name"}
_POINTS_TO = {
    ("indicator", "parent"): "indicator",
    ("indicator", "numerator"): "indicator",
    ("indicator", "denominator"): "indicator",
    ("section", "parent"): "section",
    ("excuse", "body"): "body",
}
_NEEDED = {
    "campaign": ("title", "coordinator", "form"),
    "regime": ("code", "frequency", "due", "relation", "on_holiday"),
    "indicator": ("name", "unit", "kind"),
    "section": ("title",),
    "body": ("name",),
    "check": ("rule", "message"),
    "excuse": ("body", "cycle", "reason", "by"),
}
_STARTS_AT = {"relation": "before", "on_holiday": "next-working-day", "kind": "flow", "form": "state"}


class _Plain(forms.Form):
    """A form whose fields look as the office's pages draw them."""

    def __init__(self, *given: Any, **named: Any) -> None:  # Any: whatever Django's form takes
        super().__init__(*given, **named)
        for field in self.fields.values():
            _dress(field.widget)


class NewCampaign(_Plain):
    """An empty campaign."""

    office = forms.ChoiceField(label=_("Cơ quan"), widget=DataSelect)
    title = forms.CharField(label=_("Tên chiến dịch"), max_length=500)
    coordinator = forms.CharField(label=_("Cơ quan tổng hợp"), max_length=300)

    def __init__(self, *given: Any, offices: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # a ChoiceField's


class CampaignFile(_Plain):
    """A campaign file that is sent."""

    file = forms.FileField(
        label=_("Tệp chiến dịch (.xlsx hoặc .toml)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.toml"}),
    )


class NewCampaignFile(CampaignFile):
    """A campaign file for a new campaign of an office."""

    office = forms.ChoiceField(label=_("Cơ quan"), widget=DataSelect)

    def __init__(self, *given: Any, offices: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # a ChoiceField's


class FromDirective(_Plain):
    """A campaign proposed from a directive that is kept."""

    office = forms.ChoiceField(label=_("Cơ quan"), widget=DataSelect)
    directive = forms.ChoiceField(label=_("Văn bản chỉ đạo có nhiệm vụ đã xác nhận"), widget=DataSelect)

    def __init__(
        self,
        *given: Any,
        offices: Sequence[tuple[str, str]],
        directives: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["directive"].choices = directives  # type: ignore[attr-defined]


class Closing(_Plain):
    """Why a campaign is closed."""

    why = forms.CharField(label=_("Lý do kết thúc"), widget=forms.Textarea(attrs={"rows": 3}))


class RowForm(_Plain):
    """One row of a table of a campaign, with the number of the version that is changed."""

    def __init__(self, table: str, content: Campaign, *given: Any, is_new: bool, **named: Any) -> None:
        self.table = table
        super().__init__(*given, **named)
        for field in TABLES[table]:
            if field.key == "code" and not is_new:
                continue  # others point to it; another code is another row
            for name, part in _parts(field):
                self.fields[name] = _field(table, field, part, content)
        for name, known in self.fields.items():
            own = self.initial.get(name, "")
            if isinstance(known, _Choice):
                known.keep(str(own))
        self.fields["version_note"] = forms.CharField(
            label=_("Vì sao sửa"), required=False, max_length=1000, help_text=_("Ghi cùng bản mới.")
        )
        self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput)
        for shown in self.fields.values():
            _dress(shown.widget)

    @property
    def why(self) -> str:
        """What the person said about the change itself."""
        return str(self.cleaned_data["version_note"])

    @property
    def row(self) -> dict[str, Any]:
        """The row as a plain table; raises nothing, since every cell has been read."""
        row: dict[str, Any] = {}
        for field in TABLES[self.table]:
            names = [name for name, _part in _parts(field) if name in self.cleaned_data]
            if not names:
                continue
            values = [self.cleaned_data[name] for name in names]
            row[field.key] = (values if any(values) else None) if field.kind == "window" else values[0]
        named_by = _NAMED_BY.get(self.table)
        if named_by and row.get("code") == "":
            row["code"] = slug(str(row[named_by])) or "dong"
        return row

    def refuse(self, wrong: FieldWrong) -> None:
        """Show a refusal of the campaign's rules at the field that it is about."""
        advice = str(wrong.facts["advice_en" if is_english() else "advice_vi"])
        name = str(wrong.facts["field"])
        name = name if name in self.fields else f"{name}_0"
        where = str(wrong.facts["where"])
        if name in self.fields and where.startswith((f"[[{self.table}]]", f"[{self.table}]")):
            self.add_error(name, advice)
        else:
            self.add_error(None, sentence(wrong))


class TargetsForm(_Plain):
    """The targets of all indicators on one page."""

    def __init__(self, content: Campaign, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for row in content.indicators:
            self.fields[row.code] = _Read(
                layout_number, label=vi(f"{row.name} ({row.unit})"), required=False, empty_value=None
            )
        self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput)
        for shown in self.fields.values():
            _dress(shown.widget)


def initial_of(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form of a row shows at first."""
    given: dict[str, Any] = {}
    for field in TABLES[table]:
        for name, part in _parts(field):
            value = row.get(field.key, "")
            if field.kind == "flag":
                given[name] = value if value != "" else field.key == "required"
            elif field.kind == "choice" or (table, field.key) in {*_POINTS_TO, ("regime", "indicators")}:
                given[name] = value
            else:
                given[name] = layout.shown(table, layout.Column(field, part), value)
    return given


class _Read(forms.CharField):
    """A cell read by one of the workbook's readers."""

    def __init__(self, read: Callable[[str], Any], *, empty_value: Any = "", **named: Any) -> None:
        super().__init__(**named)
        self._read, self._empty = read, empty_value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return self._empty
        try:
            return self._read(text)
        except layout.Unreadable as wrong:
            raise forms.ValidationError(wrong.english if is_english() else str(wrong)) from None


def layout_number(text: str) -> Any:
    """Read a number as officials write it; raises Unreadable."""
    value = read_cell(text, decimals=6)
    if not isinstance(value, Value) or value.state is not State.FIGURE:
        raise layout.Unreadable(*layout.NUMBER_ADVICE)
    return value.amount


def _parts(field: Field) -> list[tuple[str, int]]:
    return [(f"{field.key}_{part}", part) for part in (0, 1)] if field.kind == "window" else [(field.key, 0)]


def _field(table: str, field: Field, part: int, content: Campaign) -> forms.Field:
    name = field_name(table, field)
    given: dict[str, Any] = {
        "label": name,
        "help_text": field_help(table, field),
        "required": field.key in _NEEDED[table],
    }
    if field.kind == "window":
        ends = (_("từ ngày"), _("đến trước ngày"))
        return _Read(layout.day_of_year, **{**given, "label": f"{name} {ends[part]}"})
    if field.kind == "flag":
        return forms.BooleanField(**{**given, "required": False})
    if field.kind == "choice":
        given["initial"] = _STARTS_AT.get(field.key, "")
        codes = list(CHOICES[table, field.key])
        blank = [] if given["required"] else [("", "–")]
        return _Choice(
            choices=[*blank, *((code, choice_name(table, field.key, code)) for code in codes)], **given
        )
    if (table, field.key) == ("regime", "indicators"):
        choices = [(row.code, row.name) for row in content.indicators]
        return forms.MultipleChoiceField(choices=choices, widget=DataCheckboxes, **given)
    if target := _POINTS_TO.get((table, field.key)):
        return forms.ChoiceField(choices=[("", "–"), *_rows_of(content, target)], widget=DataSelect, **given)
    if field.kind in _READERS:
        widget = forms.Textarea(attrs={"rows": 3}) if field.kind in ("lines", "deadlines") else None
        empty: Any = [] if field.kind in ("texts", "lines", "deadlines") else ""
        return _Read(_READERS[field.kind], empty_value=empty, widget=widget, **given)
    widget = forms.Textarea(attrs={"rows": 2}) if field.key in _LONG else None
    return forms.CharField(max_length=2000, widget=widget, **given)


class _Choice(forms.ChoiceField):
    """A choice that also keeps a word of its own where the file has one that no list knows."""

    def keep(self, word: str) -> None:
        """Offer a word of the file's own beside the list."""
        listed: list[tuple[str, str]] = list(self.choices)  # type: ignore[arg-type]  # pairs, as given at birth
        if word and word not in dict(listed):
            self.choices = [*listed, (word, word)]

    def valid_value(self, value: Any) -> bool:
        return bool(value) or super().valid_value(value)


def _rows_of(content: Campaign, table: str) -> list[tuple[str, str]]:
    if table == "indicator":
        return [(row.code, row.name) for row in content.indicators]
    if table == "section":
        return [(row.code, row.title) for row in content.sections]
    return [(row.code, row.name) for row in content.bodies]


def _listed(separators: str) -> Callable[[str], list[str]]:
    return lambda text: list(layout.parts_of(text, separators))


def _number_text(text: str) -> str:
    return str(layout_number(text))


_READERS: Mapping[str, Callable[[str], Any]] = {
    "texts": _listed(";\n"),
    "lines": _listed("\n"),
    "number": _number_text,
    "whole": _number_text,
    "day": layout.day_of_year,
    "moment": layout.moment,
    "date": layout.full_date,
    "phone": layout.phone,
    "deadlines": layout.deadlines,
}


def _dress(widget: forms.Widget) -> None:
    """Give a control the class that the style sheet knows."""
    kinds = (
        (forms.Textarea, "govuk-textarea"),
        (forms.Select, "govuk-select"),
        (forms.FileInput, "govuk-file-upload"),
    )
    if isinstance(widget, forms.HiddenInput | forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return
    widget.attrs["class"] = next((name for kind, name in kinds if isinstance(widget, kind)), "govuk-input")
