"""Reports in words: the same blocks as a Word file, a PDF with a text layer, or a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image, ImageDraw, ImageFont

from .campaigns import Place, Plan
from .forms import still
from .layouts import MOTTO, THIS, Draw
from .truth import CERTAIN, FIGURE, NOTHING, Verdict
from .writings import PROSE, plain, vietnamese, write_figure

_FONTS = ("DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "NotoSans-Regular.ttf", "Tinos-Regular.ttf")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


@dataclass(slots=True)
class Report:
    """A report as blocks: lines of the letterhead, paragraphs, rows of one table behind them."""

    head: tuple[str, str] | None
    paragraphs: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    switches: tuple[str, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether that is to be found; a report that is not yet known to count is only asked about."""
        return "prose-against-table" in self.switches and "other-title" not in self.switches


def report(draw: Draw, plan: Plan, head: Place | None, amounts: Mapping[str, Decimal]) -> Report:
    """Write a body's report: sentences with figures, a table, or both."""
    made = Report(head.letterhead if head else None)
    in_prose, in_table = draw.hit("prose"), draw.hit("table")
    in_prose = in_prose or not in_table
    period = "quý I năm 2023" if draw.hit("other-title") else THIS
    made.paragraphs = [
        "BÁO CÁO",
        f"Kết quả công tác thông tin, tuyên truyền {period}",
        "Thực hiện Công văn số 45-CV/BTGTU ngày 12/02/2023, đơn vị báo cáo kết quả như sau:",
        "I. Kết quả thực hiện",
    ]
    sentences = _figures(draw, plan, amounts, made, in_prose, in_table)
    made.paragraphs += _joined(draw, sentences)
    if in_table:
        made.paragraphs.append("Số liệu cụ thể tại bảng kèm theo.")
        made.rows.insert(0, ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"))
    made.paragraphs += [
        "II. Khó khăn, vướng mắc",
        "Kinh phí còn hạn hẹp, cán bộ chủ yếu kiêm nhiệm.",
        "III. Đề xuất, kiến nghị",
        "Đề nghị cấp trên quan tâm hỗ trợ trang thiết bị cho cơ sở.",
    ]
    if "other-title" in draw.hits:
        made.verdicts = {code: verdict.asked("other-title") for code, verdict in made.verdicts.items()}
    made.switches = tuple(dict.fromkeys(draw.hits))
    return made


def _figures(
    draw: Draw, plan: Plan, amounts: Mapping[str, Decimal], made: Report, in_prose: bool, in_table: bool
) -> list[str]:
    against, beside = in_prose and in_table and draw.hit("prose-against-table"), draw.hit("prose-last-year")
    sentences: list[str] = []
    for number, asked in enumerate(plan.asked, 1):
        where = PROSE if in_prose else "pointed"
        written = write_figure(draw.chance, draw.odds, asked, amounts[asked.code], where)
        told = str(written.raw) if written.raw is not None else ""
        verdict = written.verdict if told else NOTHING
        if in_table:
            made.rows.append((str(number), asked.name, asked.unit, told))
        said = told
        if against and verdict.kind == CERTAIN and verdict.state == FIGURE:
            said = str(plain(asked, amounts[asked.code] + draw.chance.randint(3, 40), PROSE).raw)
            verdict, against = verdict.only_known(switches=("prose-against-table",)), False
            made.verdicts[asked.code] = verdict
        if in_prose and said and (not in_table or said != told or draw.chance.random() < 0.6):
            sentences.append(_sentence(draw, asked.prose.format(n=said), beside, amounts[asked.code]))
        made.verdicts[asked.code] = replace(verdict, hints=(*verdict.hints, asked.prose.format(n=said)))
    if against:  # nothing was there to disagree about
        draw.hits.remove("prose-against-table")
    return sentences


def _sentence(draw: Draw, clause: str, beside: bool, true: Decimal) -> str:
    start = draw.chance.choice(("Trong kỳ, đơn vị ", f"Trong {THIS}, ", "Toàn đơn vị ", ""))
    end = ""
    if beside and draw.chance.random() < 0.5:
        last = Decimal(max(1, round(float(true) * draw.chance.uniform(0.6, 0.95))))
        percent = draw.chance.randint(2, 30)
        end = draw.chance.choice(
            (
                f" (cùng kỳ năm 2022: {vietnamese(last)})",
                f", tăng {percent}% so với cùng kỳ năm trước",
                f", đạt {60 + percent}% kế hoạch năm",
            )
        )
    told = start + clause + end + "."
    return told[0].upper() + told[1:]


def _joined(draw: Draw, sentences: list[str]) -> list[str]:
    """Put some sentences into one paragraph, or into one sentence with a semicolon between."""
    paragraphs: list[str] = []
    for sentence in sentences:
        way = draw.chance.random()
        if paragraphs and way < 0.25:
            paragraphs[-1] += f" {sentence}"
        elif paragraphs and way < 0.4:
            paragraphs[-1] = f"{paragraphs[-1][:-1]}; {sentence[0].lower()}{sentence[1:]}"
        else:
            paragraphs.append(sentence)
    return paragraphs


# ---- files


def docx(report: Report) -> bytes:
    """Write the report as Word does: the letterhead is a table of two columns."""
    document = Document()
    left = "\n".join(report.head) if report.head else ""
    top = document.add_table(1, 2).rows[0].cells
    top[0].text, top[1].text = left, "\n".join(MOTTO)
    for number, paragraph in enumerate(report.paragraphs):
        added = document.add_paragraph(paragraph)
        if number < 2:
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if report.rows:
        _docx_table(document, report.rows)
    document.add_paragraph("NGƯỜI KÝ\n\nNguyễn Văn Mẫu")
    out = BytesIO()
    document.save(out)
    return still(out.getvalue())


def _docx_table(document: object, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")  # type: ignore[attr-defined]
    cells = table._cells
    for at, text in enumerate(text for row in rows for text in row):
        cells[at].text = text


def pdf(report: Report) -> bytes:
    """Print the report to a PDF with a text layer and a ruled table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    name = _register_font()
    page = Canvas(out, pagesize=A4, invariant=1)
    top = A4[1] - 50
    for at, line in enumerate(report.head or ()):
        page.setFont(name, 9)
        page.drawString(50, top - 14 * at, line)
    for at, line in enumerate(MOTTO):
        page.drawString(300, top - 14 * at, line)
    down = top - 50
    page.setFont(name, 11)
    for number, paragraph in enumerate(report.paragraphs):
        for line in _wrapped(paragraph, 80):
            if number < 2:
                page.drawCentredString(A4[0] / 2, down, line)
            else:
                page.drawString(50, down, line)
            down = _below(page, down, 16, name)
        down -= 4
    for row in report.rows:
        page.rect(50, down - 5, 490, 18)
        for place, text in zip((55, 90, 370, 460), row, strict=True):
            page.drawString(place, down, text)
        for place in (85, 365, 455):
            page.line(place, down - 5, place, down + 13)
        down = _below(page, down, 18, name)
    page.showPage()
    page.save()
    return out.getvalue()


def _below(page: object, down: float, step: float, font: str) -> float:
    if down - step > 60:
        return down - step
    page.showPage()  # type: ignore[attr-defined]
    page.setFont(font, 11)  # type: ignore[attr-defined]
    return 780.0


@cache
def _register_font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = font_file()
    assert found is not None
    pdfmetrics.registerFont(TTFont("Messy", str(found)))
    return "Messy"


@cache
def font_file() -> Path | None:
    """Return an installed font that has Vietnamese letters, or None."""
    for name in _FONTS:
        for folder in map(Path, _FONT_FOLDERS):
            if folder.is_dir() and (found := sorted(folder.rglob(name))):
                return found[0]
    return None


def picture(report: Report, kind: str) -> bytes:
    """Photograph the report: kind is "JPEG" or "PDF" (one image, no text)."""
    lines = [*(report.head or ()), *MOTTO]
    for paragraph in report.paragraphs:
        lines += _wrapped(paragraph, 90)
    lines += ["   ".join(row) for row in report.rows]
    image = Image.new("L", (620, 20 * len(lines) + 40), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(str(font_file()), 12)
    for at, line in enumerate(lines):
        pen.text((15, 15 + 20 * at), line, fill=20, font=font)
    out = BytesIO()
    if kind == "PDF":
        _image_pdf(image, out)
    else:
        image.save(out, kind, quality=60)
    return out.getvalue()


def _image_pdf(image: Image.Image, out: BytesIO) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    page = Canvas(out, pagesize=image.size, invariant=1)
    page.drawImage(ImageReader(image), 0, 0)
    page.showPage()
    page.save()


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]
