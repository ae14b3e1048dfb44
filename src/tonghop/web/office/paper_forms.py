"""What is asked of a signed paper wherever one is entered: its symbol, day, signer's office, and its file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.kept_files import PaperOfUnknownKind, PaperTooLarge, UploadRefused
from tonghop.web.office.change_forms import day_field

REFUSED_FILES = (PaperTooLarge, PaperOfUnknownKind, UploadRefused)
"""Refusals that are shown at the file; others stand above the form."""


class PaperForm(forms.Form):
    """A signed paper; the signer is an office such as "Chủ tịch", no name."""

    symbol = forms.CharField(
        label=_("Số, ký hiệu"),
        help_text=_("Ví dụ 12/BC-UBND."),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
    )
    dated_on = day_field(_("Ngày văn bản"))
    signer = forms.CharField(
        label=_("Chức vụ người ký"),
        help_text=_("Ví dụ Chủ tịch Ủy ban nhân dân xã; không ghi tên."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    file = forms.FileField(
        label=_("Tệp bản ký"),
        help_text=_("PDF ký số, hoặc bản quét PDF, JPEG, PNG; không quá 20 MB."),
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Hãy chọn một tệp.")},
    )
