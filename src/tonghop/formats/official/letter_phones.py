"""The telephone list as a workbook: numbers stay text, so that no leading zero is lost."""

from collections.abc import Iterable
from io import BytesIO

from xlsxwriter import Workbook

from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Body

HEADINGS = ("Đơn vị", "Bộ phận đầu mối", "Điện thoại", "Đã gọi lúc", "Trả lời")


def phone_workbook(bodies: Iterable[Body]) -> bytes:
    """Return the list of those to call, with room to note when it was done; bodies without a number too."""
    out = BytesIO()
    # Texts that begin with "=" stay texts: names come from others' files.
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Điện thoại")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        plain = book.add_format({"text_wrap": True, "border": 1, "num_format": "@"})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading, bold)
        number = 0
        for number, body in enumerate(bodies, 1):
            told = flat(body.name), flat(body.contact), body.phone, "", ""
            for column, text in enumerate(told):
                sheet.write_string(number, column, text, plain)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 4, 24)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(HEADINGS) - 1)
    return out.getvalue()
