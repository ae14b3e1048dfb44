"""Files beside a report: taken by what they are, made harmless, counted; each refusal with its reason."""

import io
import zipfile
from collections.abc import Callable

import due_lists
import pytest
from openpyxl import Workbook
from people import AT, OFFICE, TODAY, administrator, official
from PIL import Image, PngImagePlugin

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.models import Change, DueRow, Evidence, KeptFile, Submission
from tonghop.apps.reporting.submissions import evidence
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.secrecy import SecretDocument
from tonghop.formats import pictures

PDF = b"%PDF-1.7 " + b"x" * 100
GPS = b"GPS of the house"


@pytest.fixture
def chi(memory: Doors) -> Person:
    return official(administrator(), "chi", (Role.REPORTER, "a"))


@pytest.fixture
def row(chi: Person) -> DueRow:
    told = due_lists.said(indicators=(Indicator("buoi", "Số buổi", "buổi"),))
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle").get(cycle=cycle, code="a")


def added(row: DueRow, by: Person, content: bytes, name: str = "tep.pdf") -> Evidence:
    with acting_as(by):
        return evidence.add_evidence(
            row_id=row.pk, file_name=name, content=content, caption=" Lễ  ra quân ", by=by, at=AT, on=TODAY
        )


def workbook(*cells: str) -> bytes:
    out, book = io.BytesIO(), Workbook()
    for number, text in enumerate(cells, 1):
        book.active.cell(number, 1, text)
    book.save(out)
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", parts.pop("document", b"<x/>"))
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def photograph(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    """Return a picture that says where it was taken, and by whom, in every way its format knows."""
    picture, out = Image.new("RGB", size, "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Máy của Nguyễn Văn Mẫu"
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x8825] = {1: "N", 2: (21.0, 2.0, 3.0)}
    more: dict[str, object] = {"exif": exif}
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_itxt("XML:com.adobe.xmp", GPS.decode())
        told.add_text("Author", "Nguyễn Văn Mẫu")
        more["pnginfo"] = told
    elif kind == "JPEG":
        more |= {"comment": GPS, "xmp": b"<x:xmpmeta>" + GPS + b"</x:xmpmeta>"}
    else:
        more["xmp"] = b"<x:xmpmeta>" + GPS + b"</x:xmpmeta>"
    picture.save(out, kind, **more)
    return out.getvalue() + b"PK hidden behind the picture"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_keeps_nothing_but_the_picture(kind: str) -> None:
    told = photograph(kind)
    assert b"hidden" in told

    clean = evidence.cleaned_file(told, "ảnh")

    with Image.open(io.BytesIO(clean.content)) as picture:
        assert picture.format == kind
        assert picture.size == (20, 40)  # as the camera said that it is to be turned
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "Author", "XML:com.adobe.xmp"} & set(picture.info)
    assert not [word for word in (GPS, b"hidden", "Mẫu".encode(), b"Exif") if word in clean.content]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_written(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (5, 4)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    assert evidence.cleaned_file(out.getvalue(), "ảnh").content


TAKEN = [
    (PDF, "application/pdf"),
    (package(), evidence._DOCUMENTS[evidence.Kind.DOCX]),
    (workbook("Số buổi"), evidence._DOCUMENTS[evidence.Kind.XLSX]),
]


@pytest.mark.parametrize(("content", "media_type"), TAKEN)
def test_documents_stay_as_they_came_whatever_they_are_called(content: bytes, media_type: str) -> None:
    assert evidence.cleaned_file(content, "x.exe") == evidence.Clean(content, media_type)


def _animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


REFUSED: list[tuple[Callable[[], bytes], type[Refusal]]] = [
    (lambda: b"", evidence.EvidenceDamaged),
    (lambda: b"MZ" + b"x" * 50, evidence.EvidenceOfUnknownKind),
    (lambda: b"<html><script>alert(1)</script></html>", evidence.EvidenceOfUnknownKind),
    (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", evidence.EvidenceOfUnknownKind),
    (lambda: b"GIF89a" + b"x" * 50, evidence.EvidenceOfUnknownKind),
    (lambda: b"\0\0\0\x18ftypheic" + b"x" * 50, evidence.PictureOfTelephone),
    (lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 50, evidence.EvidenceDamaged),
    (lambda: photograph("JPEG")[:300], evidence.EvidenceDamaged),
    (_animated, evidence.PictureMoves),
    (lambda: package(word__vbaProject_bin=b"x"), evidence.EvidenceHasMacros),
    (lambda: package(document=b"\0" * 60_000_000), evidence.EvidenceSwollen),
    (lambda: b"PK\x03\x04" + b"x" * 50, evidence.EvidenceDamaged),
    (lambda: b"%PDF-" + b"x" * evidence.LARGEST_FILE, evidence.EvidenceTooLarge),
    (lambda: workbook("MẬT", "Số: 12/BC-UBND"), SecretDocument),
]


@pytest.mark.parametrize(("content", "refusal"), REFUSED)
def test_each_refusal_names_the_file_and_nothing_is_kept(
    content: Callable[[], bytes], refusal: type[Refusal], row: DueRow, chi: Person
) -> None:
    with pytest.raises(refusal) as told:
        added(row, chi, content(), "ban-tin")

    assert refusal is SecretDocument or "ban-tin" in told.value.vietnamese
    with acting_by_itself():
        assert not Evidence.objects.exists()
        assert not KeptFile.objects.exists()


def test_a_picture_of_too_many_pixels_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)

    with pytest.raises(evidence.PictureTooLarge):
        evidence.cleaned_file(photograph("PNG"), "ảnh")


def test_files_come_and_go_by_versions_and_stay_in_what_was_sent(row: DueRow, chi: Person) -> None:
    kept = added(row, chi, PDF, "C:\\bao cao\\danh sach.pdf")
    assert (kept.file_name, kept.caption) == ("danh sach.pdf", "Lễ ra quân")
    with acting_as(chi):
        save(row_id=row.pk, fields={"buoi": "1"}, base_version=1, by=chi, at=AT, on=TODAY)
        first = send(row_id=row.pk, version=2, by=chi, at=AT, on=TODAY).revision
        for _ in range(2):
            evidence.remove_evidence(row_id=row.pk, evidence_id=kept.pk, by=chi, at=AT, on=TODAY)
        second = send(row_id=row.pk, version=3, by=chi, at=AT, on=TODAY).revision
        assert Submission.objects.get().version == 3
        assert list(Change.objects.order_by("version").values_list("fields", flat=True)) == [
            {},
            {"buoi": ["", "1"]},
            {},
        ]
        given = evidence.sent_file(row.pk, first.pk, kept.file_id, by=chi, on=TODAY)
        assert given[1] == PDF
        with pytest.raises(NoSuchThing):
            evidence.sent_file(row.pk, second.pk, kept.file_id, by=chi, on=TODAY)
    assert (len(first.evidence), second.evidence) == (1, [])


def test_the_same_file_stands_there_once_and_again_after_it_was_removed(row: DueRow, chi: Person) -> None:
    kept = added(row, chi, PDF)
    with pytest.raises(evidence.AlreadyBeside):
        added(row, chi, PDF)
    with acting_as(chi):
        evidence.remove_evidence(row_id=row.pk, evidence_id=kept.pk, by=chi, at=AT, on=TODAY)

    assert added(row, chi, PDF).pk != kept.pk


def test_all_files_of_a_report_have_a_limit(
    row: DueRow, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LARGEST_REPORT", 150)
    added(row, chi, PDF)

    with pytest.raises(evidence.ReportTooHeavy):
        added(row, chi, PDF + b"y")


def test_nobody_else_puts_files_there_or_reads_them(row: DueRow, chi: Person) -> None:
    kept = added(row, chi, PDF)
    with acting_by_itself():
        alice = Person.objects.get(login="alice")
    others = [
        official(alice, "dung", (Role.REPORTER, "b")),
        official(alice, "bao", (Role.COORDINATOR, OFFICE)),
    ]
    for person in others:
        with pytest.raises(NoSuchThing):
            added(row, person, PDF)
        with acting_as(person), pytest.raises(NoSuchThing):
            evidence.beside_report(row.pk, kept.pk, by=person, on=TODAY)
        with acting_as(person), pytest.raises(NoSuchThing):
            evidence.remove_evidence(row_id=row.pk, evidence_id=kept.pk, by=person, at=AT, on=TODAY)
