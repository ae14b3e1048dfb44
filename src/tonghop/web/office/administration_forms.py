"""The forms of administration. What may be is decided by the actions; here is only what was typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tonghop.apps.accounts.roles import Role


class Day(forms.DateInput):
    """A day, chosen by the browser's own means."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Họ tên"), max_length=200)
    login = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Không có dấu cách, ví dụ: nvmau hoặc mau.nguyen. Viết hoa hay thường đều như nhau."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), help_text=_("Để gửi liên kết và thư nhắc."), required=False
    )


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=_("Lý do"),
        help_text=_("Được lưu trong nhật ký cùng tên anh/chị."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MandateForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    named = forms.CharField(
        label=_("Cho đơn vị"),
        help_text=_("Tên hoặc mã trong danh bạ, ví dụ: Sở Tài chính tỉnh Phú Thọ."),
        max_length=300,
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=Day())
    valid_to = forms.DateField(
        label=_("Đến trước ngày"),
        help_text=_("Ngày đầu tiên không còn nhiệm vụ; để trống nếu chưa có."),
        required=False,
        widget=Day(),
    )


class EndForm(forms.Form):
    valid_to = forms.DateField(
        label=_("Ngày đầu tiên không còn nhiệm vụ"), help_text=_("Hôm nay: hết quyền ngay."), widget=Day()
    )


class BodyForm(forms.Form):
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    aliases = forms.CharField(
        label=_("Tên khác"),
        help_text=_("Mỗi dòng một tên mà văn bản hay dùng, ví dụ tên viết tắt."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    valid_from = forms.DateField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Để trống nếu chỉ sửa cách viết: tên cũ coi như chưa từng có."),
        required=False,
        widget=Day(),
    )
    why = ReasonForm.base_fields["why"]

    def clean_aliases(self) -> tuple[str, ...]:
        lines = str(self.cleaned_data["aliases"]).splitlines()
        return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
