"""One inbox from one seed: who sends what, how it travels, and the truth of it.

The order of a seed: the campaign; what each body sends; what befalls the file on its way (`_Sending`); the
inbox around them; truth.json. The same seed, number of bodies and switches give the same bytes.
"""

import contextlib
import hashlib
import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from random import Random
from shutil import rmtree
from zoneinfo import ZoneInfo

from .bad_files import BAD
from .campaigns import CYCLE, DATE, LAST_YEAR, Place, Plan, amount, plan, unmarked, write_campaign
from .forms import FilledForm, filled, filled_plainly
from .grids import cp1258, csv_text, entry, ods, xls, xlsx
from .layouts import Draw, Table, bodies_table, table
from .reports import docx, font_file, pdf, picture, report
from .switches import BAD_KINDS, SHAPES, Odds, odds
from .truth import (
    EXCUSED,
    LATE,
    NOT_SENT,
    NOTHING,
    ON_TIME,
    RECEIVED,
    UNKNOWN,
    YES_OR_NO,
    Expected,
    FileTruth,
    Truth,
    Verdict,
)
from .writings import COMMAED, POINTED, TYPED

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BODIES = 12
OVERSIZED = 300_000_000
LATE_FROM = datetime(2023, 5, 31, tzinfo=ZONE)
Amounts = dict[str, Decimal]

_ANONYMOUS = (
    "Báo cáo 6 tháng đầu năm 2023",
    "Book1",
    "bc chinh thuc",
    "Biểu số liệu",
    "Scan_0001",
    "gửi lại",
)
_COPIED_TEXTS = {
    "results": "Ban đã chủ động tham mưu cấp ủy ban hành kế hoạch, phân công cụ thể từng đồng chí"
    " phụ trách địa bàn; tổ chức tuyên truyền lồng ghép trong sinh hoạt chi bộ, sinh hoạt đoàn thể ở cơ sở"
    " và trong ngày hội đại đoàn kết ở khu dân cư.",
    "difficulties": "Địa bàn rộng, dân cư phân tán; đội ngũ tuyên truyền viên ở cơ sở thường xuyên thay đổi"
    " nên kỹ năng còn hạn chế; kinh phí cho hoạt động chưa đáp ứng yêu cầu đặt ra từ đầu năm.",
}


@dataclass(slots=True)
class Parcel:
    """A file on its way: its name without folder, bytes, and when it came (None: nobody knows)."""

    name: str
    content: bytes
    came: datetime | None
    switches: tuple[str, ...] = ()
    folder: str = ""
    box: str = ""  # "", "mail" or "zip"
    bodies: tuple[str, ...] = ()
    fate: str = "read"
    listed: datetime | None = None
    padding: int = 0


@dataclass(slots=True)
class Inbox:
    """What is being put together."""

    seed: int
    chance: Random
    odds: Odds
    plan: Plan
    folder: Path
    truth: Truth
    parcels: list[Parcel] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    switches: list[str] = field(default_factory=list)

    def hit(self, name: str) -> bool:
        hit = self.odds.hit(self.chance, name)
        if hit:
            self.switches.append(name)
        return hit

    def draw(self) -> Draw:
        return Draw(self.chance, self.odds)

    def free(self, stem: str, suffix: str) -> str:
        """Return a file name that no other file of the inbox has, in any folder or box."""
        name, number = f"{stem}{suffix}", 1
        while _key(name) in self.names:
            number += 1
            name = f"{stem} ({number}){suffix}"
        self.names.add(_key(name))
        return name

    def amounts(self) -> Amounts:
        return {row.code: amount(self.chance, row) for row in self.plan.asked}


def generate(
    seed: int, out_dir: Path, *, bodies: int = BODIES, switches: Mapping[str, float] | None = None
) -> Truth:
    """Write campaign.toml, inbox (folder or zip), perhaps previous.json, and truth.json; return the truth.

    Shape: `switches` overrides chances by name (`switches.SWITCHES`); `out_dir` is emptied first.
    """
    rmtree(out_dir, ignore_errors=True)
    (out_dir / "inbox").mkdir(parents=True)
    chance, chances = Random(seed), odds(switches)
    drawn = plan(chance, chances, bodies)
    truth = Truth(seed, CYCLE, DATE, {row.code: row.kind for row in drawn.asked}, counts=seed % 2 == 0)
    inbox = Inbox(seed, chance, chances, drawn, out_dir, truth)
    write_campaign(drawn, out_dir / "campaign.toml", seed)
    _run_forms(out_dir, CYCLE)
    _fill(inbox)
    _pack(inbox)
    truth.switches = tuple(dict.fromkeys((*drawn.switches, *inbox.switches)))
    for body in drawn.excused:
        allowed = truth.standing[body]
        truth.standing[body] = (EXCUSED,) if allowed == (NOT_SENT,) else (*allowed, EXCUSED)
    truth.write(out_dir / "truth.json")
    rmtree(out_dir / "forms")
    return truth


# ---- who sends what


def _fill(inbox: Inbox) -> None:
    left = list(inbox.plan.bodies)
    for body in left:
        inbox.truth.standing[body.code] = (NOT_SENT,)
        for asked in inbox.plan.asked:
            inbox.truth.figures[body.code, asked.code] = NOTHING
    for part in (_children_in_parent, _bodies_table, _copied):
        taken = part(inbox, left)
        left = [body for body in left if body not in taken]
    for body in left:
        _one(inbox, body)
    for stem, make in _STRANGERS.items():
        if inbox.hit("bad-strangers") and inbox.odds.chances[make]:
            suffix, content = BAD[make]()
            parcel = Parcel(inbox.free(stem, suffix), content, None, ("bad-strangers", make), fate="refused")
            inbox.parcels.append(parcel)


_STRANGERS = {
    "Biểu mẫu tổng hợp": "damaged",
    "New Microsoft Excel Worksheet": "empty",
    "Phần mềm tính điểm": "macros",
    "Dữ liệu lưu trữ": "zip-bomb",
    "cai dat": "program",
    "xuất dữ liệu": "million-columns",
}


def _one(inbox: Inbox, body: Place) -> None:
    shape = inbox.odds.one_of(inbox.chance, SHAPES)
    if shape in ("pdf", "scan") and font_file() is None:
        shape = "word"
    inbox.switches.append(shape)
    if shape == "silent":
        return
    if shape == "form":
        _form(inbox, body, inbox.amounts())
    elif shape in ("scan", "bad-file"):
        {"scan": _scan, "bad-file": _bad}[shape](inbox, body)
    else:
        _own_file(inbox, body, shape)


# ---- forms


def _form(inbox: Inbox, body: Place, amounts: Amounts) -> None:
    form = (inbox.folder / "forms" / f"{CYCLE}-{body.code}.xlsx").read_bytes()
    if inbox.hit("other-cycle"):
        _form_of_another_cycle(inbox, body)
        return
    if inbox.hit("two-unordered"):
        _two_unordered(inbox, body, form, amounts)
        return
    made = filled(inbox.draw(), inbox.plan, form, amounts)
    sending = _named(inbox, body, made.suffix, ("form", *made.switches), knows=True)
    if inbox.hit("supersedes"):
        sending.came, sending.box = sending.came or datetime(2023, 5, 29, 15, tzinfo=ZONE), ""
        content = filled_plainly(form, inbox.plan, inbox.amounts(), {})
        _earlier(inbox, body, content, ".xlsx", "form", sending.came)
    if inbox.hit("later-damaged"):
        _later_damaged(inbox, body)
        verdicts = {code: verdict.opened("later-damaged") for code, verdict in made.verdicts.items()}
        _send(inbox, body, sending, made.content, verdicts)
        inbox.truth.standing[body.code] = RECEIVED
        return
    _send(inbox, body, sending, made.content, made.verdicts)
    if "supersedes" in inbox.parcels[-2:][0].switches:
        inbox.truth.standing[body.code] = (
            RECEIVED  # in time by the first file or late by the last: both are said
        )
    if inbox.hit("sent-twice"):
        again = replace(inbox.parcels[-1], name=inbox.free(f"{body.name} (bản sao)", made.suffix), box="")
        again.fate = "superseded"
        inbox.parcels.append(again)
        inbox.truth.standing[body.code] = tuple(dict.fromkeys((*inbox.truth.standing[body.code], *RECEIVED)))


def _later_damaged(inbox: Inbox, body: Place) -> None:
    suffix, content = BAD["damaged"]()
    came = datetime(2023, 6, 5, 16, tzinfo=ZONE)
    name = inbox.free(f"{body.name} (chính thức)", suffix)
    switches = ("form", "later-damaged")
    inbox.parcels.append(
        Parcel(name, content, came, switches, fate="refused", listed=came, bodies=(body.code,))
    )


def _two_unordered(inbox: Inbox, body: Place, form: bytes, amounts: Amounts) -> None:
    """Two forms with different figures, of which nobody knows when they came."""
    first = filled(Draw(inbox.chance, _quiet(inbox.odds)), inbox.plan, form, amounts)
    second = filled_plainly(form, inbox.plan, inbox.amounts(), {})
    sending = replace(_named(inbox, body, ".xlsx", ("form",), knows=True), came=None, box="")
    _send(inbox, body, sending, first.content, first.verdicts, asked="two-unordered")
    other = inbox.free(f"Bản chỉnh sửa {body.name}", ".xlsx")
    inbox.parcels[-1].fate = "rival"
    inbox.parcels.append(replace(inbox.parcels[-1], name=other, content=second, box=""))
    inbox.truth.standing[body.code] = RECEIVED


def _form_of_another_cycle(inbox: Inbox, body: Place) -> None:
    folder = inbox.folder / "forms-last"
    if not folder.exists():
        _run_forms(inbox.folder, LAST_YEAR, "forms-last")
    form = (folder / f"{LAST_YEAR}-{body.code}.xlsx").read_bytes()
    made = filled(Draw(inbox.chance, _quiet(inbox.odds)), inbox.plan, form, inbox.amounts())
    sending = _named(inbox, body, made.suffix, ("form", "other-cycle"), knows=True)
    _send(inbox, body, sending, made.content, {})
    inbox.parcels[-1].fate = "refused"
    inbox.truth.standing[body.code] = (NOT_SENT, *RECEIVED)


def _quiet(chances: Odds) -> Odds:
    return Odds(dict.fromkeys(chances.chances, 0.0))


def _earlier(inbox: Inbox, body: Place, content: bytes, suffix: str, shape: str, came: datetime) -> None:
    """An older file of the body, some days before."""
    before = came - timedelta(days=2, hours=3)
    name = inbox.free(f"{body.name} (lần 1)", suffix)
    inbox.parcels.append(
        Parcel(
            name,
            content,
            before,
            (shape, "supersedes"),
            fate="superseded",
            listed=before,
            bodies=(body.code,),
        )
    )


# ---- files of the body's own making


@dataclass(slots=True)
class _Sending:
    """How a file is named and travels, and whether anything about it names its body."""

    name: str
    came: datetime | None
    switches: tuple[str, ...]
    named: bool
    inside: Place | None
    against: bool = False
    folder: str = ""
    box: str = ""


def _own_file(inbox: Inbox, body: Place, shape: str) -> None:
    sending = _named(inbox, body, _SUFFIX[shape], (shape,))
    unclear = body.alike and not sending.against and inbox.hit("alike-unclear")
    if unclear:
        _blur(inbox, body, sending)
    amounts, draw = inbox.amounts(), inbox.draw()
    if shape in ("word", "pdf"):
        made = report(draw, inbox.plan, sending.inside, amounts)
        content, verdicts, switches = (docx if shape == "word" else pdf)(made), made.verdicts, made.switches
        if made.contradicts:
            told = Expected("contradiction", (body.code,), (sending.name,), (shape, "prose-against-table"))
            inbox.truth.findings.append(told)
    else:
        content, verdicts, switches = _table_file(inbox, draw, sending, amounts, shape)
    titled = shape in ("word", "pdf") or "title-rows" in switches or "other-period" in switches
    doubt = ""
    if not sending.named and not (sending.inside and titled):
        doubt = "no-letterhead"
    elif sending.against and titled:
        doubt = "letterhead-against-name"
    if unclear:
        doubt = "alike-unclear"
    sending.switches = (*sending.switches, *switches)
    if not doubt and inbox.hit("supersedes"):
        sending.came, sending.box = sending.came or datetime(2023, 5, 29, 15, tzinfo=ZONE), ""
        content_before, before = _plain_file(inbox, body, shape)
        _earlier(inbox, body, content_before, _SUFFIX[shape], shape, sending.came)
        if YES_OR_NO & set(switches):
            inbox.parcels[-1].fate = "held"
            earlier_name = inbox.parcels[-1].name
            inbox.truth.earlier |= {
                (body.code, code): replace(verdict, file=earlier_name) for code, verdict in before.items()
            }
    if inbox.hit("wrong-suffix") and shape in ("workbook", "word", "pdf"):
        sending.name = inbox.free(
            Path(sending.name).stem, {"workbook": ".xls", "word": ".pdf", "pdf": ".docx"}[shape]
        )
        sending.switches += ("wrong-suffix",)
        verdicts = {code: verdict.opened("wrong-suffix") for code, verdict in verdicts.items()}
    _send(inbox, body, sending, content, verdicts, asked=doubt)
    if YES_OR_NO & set(switches):
        inbox.truth.standing[body.code] = (NOT_SENT, *RECEIVED)
    elif "supersedes" in inbox.parcels[-2:][0].switches:
        inbox.truth.standing[body.code] = RECEIVED


def _plain_file(inbox: Inbox, body: Place, shape: str) -> tuple[bytes, dict[str, Verdict]]:
    """A file of that shape with other figures and no mess, and what it says."""
    quiet = Draw(inbox.chance, Odds({**_quiet(inbox.odds).chances, "title-rows": 1.0, "table": 1.0}))
    if shape in ("word", "pdf"):
        made = report(quiet, inbox.plan, body, inbox.amounts())
        return (docx if shape == "word" else pdf)(made), made.verdicts
    rows = table(quiet, inbox.plan, body, inbox.amounts(), POINTED if shape == "csv" else TYPED)
    if shape == "csv":
        return csv_text(rows.grids[0], ";").encode("utf-8-sig"), rows.verdicts
    return {"workbook": xlsx, "ods": ods, "xls": xls}[shape](rows.grids), rows.verdicts


def _blur(inbox: Inbox, body: Place, sending: _Sending) -> None:
    """Name the commune and not its district, in the file name and in the letterhead."""
    commune = body.name.partition(",")[0]
    sending.name = inbox.free(f"Báo cáo 6 tháng {commune}", Path(sending.name).suffix)
    sending.folder, sending.switches = "", (*sending.switches, "alike-unclear")
    if sending.inside:
        sending.inside = replace(
            body, letterhead=("ỦY BAN NHÂN DÂN", commune.removeprefix("Ủy ban nhân dân ").upper())
        )


_SUFFIX = {"workbook": ".xlsx", "ods": ".ods", "xls": ".xls", "csv": ".csv", "word": ".docx", "pdf": ".pdf"}


def _table_file(
    inbox: Inbox, draw: Draw, sending: _Sending, amounts: Amounts, shape: str
) -> tuple[bytes, dict[str, Verdict], tuple[str, ...]]:
    separator = inbox.chance.choice((";", ",", "\t")) if shape == "csv" else ""
    if separator:
        draw.odds = Odds({**draw.odds.chances, "two-sheets": 0.0, "hidden-sheet": 0.0, "hidden-row": 0.0})
    where = {"": TYPED, ",": COMMAED}.get(separator, POINTED)
    made: Table = table(draw, inbox.plan, sending.inside, amounts, where)
    switches = list(made.switches)
    if not separator:
        content = {"workbook": xlsx, "ods": ods, "xls": xls}[shape](made.grids)
        if shape != "workbook" and "formulas-bare" in switches:
            # only an xlsx can be a formula without a value here: the other two would hold nothing at all
            made.verdicts = {
                code: NOTHING.because("formulas-bare") if "formulas-bare" in verdict.switches else verdict
                for code, verdict in made.verdicts.items()
            }
        return content, made.verdicts, tuple(switches)
    text = csv_text(made.grids[0], separator)
    legacy, wide = draw.hit("csv-legacy"), draw.hit("csv-utf16")
    made.verdicts = {code: replace(verdict, at="") for code, verdict in made.verdicts.items()}
    if wide and not legacy:
        return text.encode("utf-16"), made.verdicts, (*switches, "csv-utf16")
    if legacy:
        return cp1258(text.replace("\u202f", "\u00a0")), made.verdicts, (*switches, "csv-legacy")
    marked = inbox.chance.random() < 0.5
    return text.encode("utf-8-sig" if marked else "utf-8"), made.verdicts, tuple(switches)


def _scan(inbox: Inbox, body: Place) -> None:
    kind = inbox.chance.choice(("JPEG", "PDF"))
    sending = _named(inbox, body, {"JPEG": ".jpg", "PDF": ".pdf"}[kind], ("scan",))
    made = report(Draw(inbox.chance, _quiet(inbox.odds)), inbox.plan, body, inbox.amounts())
    verdicts = {code: verdict.only_known(whole=True) for code, verdict in made.verdicts.items()}
    _send(inbox, body, sending, picture(made, kind), verdicts, asked="scan")
    inbox.truth.standing[body.code] = (
        inbox.truth.standing[body.code] if sending.named else (NOT_SENT, *RECEIVED)
    )


def _bad(inbox: Inbox, body: Place) -> None:
    name = inbox.odds.one_of(inbox.chance, BAD_KINDS)
    suffix, content = BAD[name]()
    sending = _named(inbox, body, suffix, ("bad-file", name))
    if name == "oversized":
        sending.box = ""
    _send(inbox, body, sending, content, {})
    inbox.parcels[-1].fate = "refused"
    inbox.parcels[-1].padding = OVERSIZED if name == "oversized" else 0
    inbox.truth.standing[body.code] = (NOT_SENT, *RECEIVED)


def _named(
    inbox: Inbox, body: Place, suffix: str, switches: tuple[str, ...], *, knows: bool = False
) -> _Sending:
    """Draw how a file is named, when it comes and in what; `knows`: the file itself says whose it is."""
    own = inbox.draw()
    anonymous, silent = own.hit("name-anonymous"), own.hit("no-letterhead")
    if knows:
        own.hits = []
    stem = inbox.chance.choice((f"{CYCLE}-{body.code}", body.code, f"Báo cáo 6 tháng {body.name}", body.name))
    if own.hit("name-alias"):
        stem = f"{inbox.chance.choice(body.aliases)} - số liệu 6 tháng 2023"
    if own.hit("name-unmarked"):
        stem = unmarked(stem)
    if anonymous:
        stem = inbox.chance.choice(_ANONYMOUS)
    if own.hit("name-decomposed"):
        stem = unicodedata.normalize("NFD", stem)
    inside: Place | None = None if silent else body
    against = False
    others = [place for place in inbox.plan.bodies if place is not body]
    if own.hit("letterhead-against-name") and not anonymous and inside and not knows and others:
        inside, against = inbox.chance.choice(others), True
    if not against and "letterhead-against-name" in own.hits:
        own.hits.remove("letterhead-against-name")
    # A letterhead of one of two communes of one name tells them apart by its second line only.
    came = None
    if inbox.chance.random() < 0.9:
        came = datetime(2023, 5, 18, 8, tzinfo=ZONE) + timedelta(minutes=inbox.chance.randint(0, 18 * 1440))
    folder = f"Huyện {body.district}/Đợt 1" if own.hit("nested") else ""
    box = "mail" if own.hit("mail") else "zip" if own.hit("in-zip") else ""
    name = inbox.free(stem, suffix)
    hits = tuple(name for name in own.hits if name != "in-zip" or box == "zip")
    return _Sending(name, came, (*switches, *hits), not anonymous, inside, against, folder, box)


def _send(
    inbox: Inbox,
    body: Place,
    sending: _Sending,
    content: bytes,
    verdicts: Mapping[str, Verdict],
    *,
    asked: str = "",
) -> None:
    came = sending.came
    listed = came if sending.box != "mail" else None
    parcel = Parcel(
        sending.name,
        content,
        came,
        sending.switches,
        sending.folder,
        sending.box,
        (body.code,),
        "read",
        listed,
    )
    inbox.parcels.append(parcel)
    for code, told in verdicts.items():
        verdict = _with_name(inbox, code, replace(told, file=sending.name)).because(*sending.switches)
        inbox.truth.figures[body.code, code] = verdict.asked(asked) if asked else verdict
    allowed = _standing(sending)
    inbox.truth.standing[body.code] = (NOT_SENT, *RECEIVED) if asked else allowed
    inbox.switches += sending.switches


def _with_name(inbox: Inbox, code: str, verdict: Verdict) -> Verdict:
    asked = next(row for row in inbox.plan.asked if row.code == code)
    return replace(verdict, hints=(*verdict.hints, asked.name))


def _standing(sending: _Sending) -> tuple[str, ...]:
    """Where received.csv is not written (`_pack`), what only it says becomes unknown."""
    if sending.box == "zip":
        return RECEIVED
    if sending.came is None:
        return (UNKNOWN,)
    return (LATE if sending.came >= LATE_FROM else ON_TIME,)


# ---- stories of several bodies


def _children_in_parent(inbox: Inbox, left: list[Place]) -> list[Place]:
    """A district sends as its own what is exactly the sum of its communes, all by plain forms."""
    parents = {body.parent for body in left if body.parent}
    parent = next((body for body in left if body.code in parents), None)
    children = [body for body in left if parent and body.parent == parent.code][:5]
    if not inbox.odds.hit(inbox.chance, "children-in-parent") or parent is None or len(children) < 2:
        return []
    inbox.switches.append("children-in-parent")
    sums = dict.fromkeys((row.code for row in inbox.plan.asked), Decimal(0))
    for child in children:
        amounts = inbox.amounts()
        sums = {code: total + amounts[code] for code, total in sums.items()}
        _plain_form(inbox, child, amounts, ("form",))
    _plain_form(inbox, parent, sums, ("form", "children-in-parent"), opened="children-in-parent")
    files = tuple(parcel.name for parcel in inbox.parcels[-1:])
    inbox.truth.findings.append(Expected("double-count", (parent.code,), files, ("children-in-parent",)))
    return [parent, *children]


def _plain_form(
    inbox: Inbox, body: Place, amounts: Amounts, switches: tuple[str, ...], opened: str = ""
) -> None:
    form = (inbox.folder / "forms" / f"{CYCLE}-{body.code}.xlsx").read_bytes()
    made: FilledForm = filled(Draw(inbox.chance, _quiet(inbox.odds)), inbox.plan, form, amounts)
    sending = _named(inbox, body, ".xlsx", switches, knows=True)
    verdicts = {code: v.opened(opened) if opened else v for code, v in made.verdicts.items()}
    _send(inbox, body, sending, made.content, verdicts)


def _bodies_table(inbox: Inbox, left: list[Place]) -> list[Place]:
    if not inbox.odds.hit(inbox.chance, "bodies-table") or len(left) < 5:
        return []
    inbox.switches.append("bodies-table")
    rows = {body: inbox.amounts() for body in inbox.chance.sample(left, inbox.chance.randint(2, 4))}
    grid, verdicts = bodies_table(inbox.draw(), inbox.plan, rows)
    name = inbox.free("Tổng hợp số liệu các đơn vị", ".xlsx")
    came = datetime(2023, 5, 25, 10, tzinfo=ZONE)
    told = tuple(body.code for body in rows)
    inbox.parcels.append(
        Parcel(name, xlsx([grid]), came, ("workbook", "bodies-table"), listed=came, bodies=told)
    )
    for key, verdict in verdicts.items():
        inbox.truth.figures[key] = _with_name(inbox, key[1], replace(verdict, file=name))
    for body in rows:
        inbox.truth.standing[body.code] = (NOT_SENT, *RECEIVED)
    return list(rows)


def _copied(inbox: Inbox, left: list[Place]) -> list[Place]:
    """A body that sends last year's figures and texts again; previous.json is made by the program itself."""
    if not inbox.odds.hit(inbox.chance, "copied") or len(left) < 4:
        return []
    inbox.switches.append("copied")
    copier, others = left[0], left[1:4]
    _run_forms(inbox.folder, LAST_YEAR, "forms-last")
    last = inbox.folder / "inbox-last"
    last.mkdir()
    figures: dict[str, Amounts] = {}
    for body in (copier, *others):
        figures[body.code] = inbox.amounts()
        form = (inbox.folder / "forms-last" / f"{LAST_YEAR}-{body.code}.xlsx").read_bytes()
        texts = _COPIED_TEXTS if body is copier else {}
        (last / f"{body.code}.xlsx").write_bytes(filled_plainly(form, inbox.plan, figures[body.code], texts))
    _run(
        "consolidate", inbox.folder / "campaign.toml", last, "--cycle", LAST_YEAR,
        "-o", inbox.folder / "out-last", "--date", "2022-06-06",
    )  # fmt: skip
    os.replace(inbox.folder / "out-last" / "consolidated.json", inbox.folder / "previous.json")
    inbox.truth.previous = "previous.json"
    form = (inbox.folder / "forms" / f"{CYCLE}-{copier.code}.xlsx").read_bytes()
    content = filled_plainly(form, inbox.plan, figures[copier.code], _COPIED_TEXTS)
    sending = _named(inbox, copier, ".xlsx", ("form", "copied"), knows=True)
    quiet = filled(Draw(inbox.chance, _quiet(inbox.odds)), inbox.plan, form, figures[copier.code])
    verdicts = {code: v.opened("copied") for code, v in quiet.verdicts.items()}
    _send(inbox, copier, sending, content, verdicts)
    inbox.truth.findings.append(Expected("copied", (copier.code,), (sending.name,), ("copied",)))
    for name in ("inbox-last", "out-last"):
        rmtree(inbox.folder / name)
    return [copier]


# ---- the inbox


def _pack(inbox: Inbox) -> None:
    """Write the parcels into folders, mails and zips, received.csv beside them; note the truth of each."""
    listing = inbox.hit("received-csv") or any(p.fate == "superseded" for p in inbox.parcels)
    root, rows = inbox.folder / "inbox", ["file,received_at,symbol,date"]
    mailbox = inbox.free("Hộp thư đến", ".mbox") if inbox.hit("mailbox") else ""
    for parcel in inbox.parcels:
        path, boxed = _boxed(inbox, parcel)
        if parcel.box == "mail" and mailbox:
            path, boxed = mailbox, _enveloped(boxed)
        box = Path(path).name if parcel.box else ""
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("ab") as out:
            out.write(boxed)
        if parcel.padding:
            os.truncate(target, len(boxed) + parcel.padding)  # sparse: takes no room on the disk
        if parcel.listed and parcel.box != "mail":
            rows.append(f"{_csv_field(path)},{parcel.listed:%Y-%m-%dT%H:%M},,")
        digest = hashlib.sha256(parcel.content).hexdigest()
        inbox.truth.files.append(
            FileTruth(parcel.name, parcel.fate, parcel.switches, digest, box, parcel.bodies)
        )
    if inbox.hit("system-files"):
        for name in ("Thumbs.db", "~$Book1.xlsx", ".DS_Store"):
            (root / name).write_bytes(b"\0\1\2")
    if listing:
        (root / "received.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    else:
        _forget_times(inbox)
    rmtree(inbox.folder / "forms-last", ignore_errors=True)
    if inbox.hit("inbox-zip") and not any(parcel.padding for parcel in inbox.parcels):
        _zip_inbox(inbox.folder)


def _forget_times(inbox: Inbox) -> None:
    mailed = {parcel.name for parcel in inbox.parcels if parcel.box == "mail" and parcel.came}
    by_body = {body: verdict.file for (body, _), verdict in inbox.truth.figures.items() if verdict.file}
    for body, allowed in inbox.truth.standing.items():
        if allowed in ((ON_TIME,), (LATE,)) and by_body.get(body) not in mailed:
            inbox.truth.standing[body] = (UNKNOWN,)


def _csv_field(path: str) -> str:
    return f'"{path}"' if "," in path else path


def _boxed(inbox: Inbox, parcel: Parcel) -> tuple[str, bytes]:
    """Return the path below the inbox and the bytes there."""
    folder = f"{parcel.folder}/" if parcel.folder else ""
    if parcel.box == "mail":
        return folder + inbox.free("thu", ".eml"), _mail(inbox, parcel)
    if parcel.box == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(entry(f"bao cao/{parcel.name}"), parcel.content)
        return folder + inbox.free("gui bao cao", ".zip"), out.getvalue()
    return folder + parcel.name, parcel.content


def _enveloped(mail: bytes) -> bytes:
    """A mail as it lies among others in one mailbox: a line before it, and its own such lines quoted."""
    quoted = re.sub(rb"^(>*From )", rb">\1", mail.replace(b"\r\n", b"\n"), flags=re.MULTILINE)
    return b"From vanthu@donvi.example.vn Mon May 22 08:00:00 2023\n" + quoted + b"\n"


def _mail(inbox: Inbox, parcel: Parcel) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Văn thư <vanthu@donvi.example.vn>"
    message["To"] = "btg@tinh.example.vn"
    message["Subject"] = "Gửi báo cáo 6 tháng đầu năm 2023"
    if parcel.came:
        message["Date"] = format_datetime(parcel.came)
    message["Message-ID"] = f"<{inbox.seed}.{len(inbox.truth.files)}@donvi.example.vn>"
    message.set_content("Kính gửi Ban,\nĐơn vị xin gửi báo cáo kèm theo.\n", cte="base64")
    message.add_attachment(
        parcel.content, maintype="application", subtype="octet-stream", filename=parcel.name
    )
    message.set_boundary(f"===============messy{inbox.seed:08d}==")
    return message.as_bytes()


def _zip_inbox(folder: Path) -> None:
    root = folder / "inbox"
    with zipfile.ZipFile(folder / "inbox.zip", "w") as package:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                package.writestr(entry(path.relative_to(root).as_posix()), path.read_bytes())
    rmtree(root)


def _run_forms(folder: Path, cycle: str, name: str = "forms") -> None:
    if not (folder / name).exists():
        _run("forms", folder / "campaign.toml", "--cycle", cycle, "-o", folder / name)


def _run(*words: object) -> None:
    """Run a command of the program inside this process; AssertionError where it does not answer 0 or 1."""
    from tonghop.cli.main import run

    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = run([str(word) for word in words])
    assert code in (0, 1), told.getvalue()


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()
