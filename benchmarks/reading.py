"""Reading a directive against eyecite, on English text of a court opinion's citation density.

The texts are generated, the same in every run. Beside the ratio stand how the time grows with the length of a
Vietnamese directive, and how long hostile input takes.
"""

import random
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version

from benchmarks.measurement import Measurement, medians, seconds
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.language import nfc
from tonghop.domain.provenance import Source, Span

GOAL = 0.5
REPETITIONS = 5
OPINION_CHARACTERS = 85_000
OPINION_CITATIONS = 170
MEGABYTES = (0.1, 1.0, 10.0)
GROWTH_LIMIT = 1.5
HOSTILE_BYTES = 100_000
HOSTILE_SECONDS = 1.0

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+){0,400}")

_NAMES = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Hazel",
    "Ivy",
    "Juniper",
    "Larch",
    "Maple",
    "Rowan",
)
_REPORTERS = (
    "U.S.",
    "S. Ct.",
    "F.2d",
    "F.3d",
    "F. Supp.",
    "F. Supp. 2d",
    "L. Ed. 2d",
    "P.2d",
    "N.E.2d",
    "So. 2d",
)
_OPINION_SENTENCES = (
    "The record shows that the parties met on the morning of the sale and agreed upon the price of the land.",
    "A court of equity looks to the substance of the matter and not to the form in which it is clothed.",
    "The statute was enacted to protect those who, without counsel, stand at a disadvantage "
    "before the agency.",
    "Nothing in the contract required the defendant to give notice before the first day of the "
    "following month.",
    "We have said many times that the burden rests upon the one who would disturb what has "
    "long been settled.",
    "The witness could not recall whether the letter had been opened, and no one else was in the room.",
    "It follows that the order below must stand unless the finding was clearly against the "
    "weight of the evidence.",
    "The duty to pay arises from the promise, and the promise was made freely by a person able to make it.",
    "Counsel for the respondent concedes that the property was never listed, assessed, or "
    "taxed in that county.",
    "Where the words are plain there is no room for construction, and the duty of the court is "
    "to give them effect.",
)
_TASKS = (
    "chủ trì, phối hợp với {other} rà soát, hoàn thiện quy trình tiếp nhận hồ sơ; hoàn thành "
    "trước ngày {d}/{m}/{y}",
    "tổ chức tập huấn cho cán bộ cấp xã về công tác văn thư; báo cáo kết quả về {other} trước "
    "ngày {d} hằng tháng",
    "tuyên truyền, phổ biến nội dung Kế hoạch đến đoàn viên, hội viên và các tầng lớp Nhân dân trên địa bàn",
    "định kỳ 6 tháng (trước ngày 30/5), hằng năm (trước ngày 30/10) báo cáo Ủy ban nhân dân "
    "tỉnh (qua {other})",
    "thực hiện nghiêm Nghị định số {n}/{y}/NĐ-CP ngày {d}/{m}/{y} của Chính phủ và Chỉ thị số "
    "{n}-CT/TU của Tỉnh ủy",
    "kiểm tra, đôn đốc các đơn vị trực thuộc trong tháng {m}/{y}; kịp thời tháo gỡ khó khăn, vướng mắc",
)
_PARTIES = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Y tế",
    "Công an tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Ủy ban nhân dân các xã, phường",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Báo và Phát thanh, Truyền hình tỉnh",
)
HOSTILE = {
    "digits and slashes": "1/",
    "citations without end": "12/QĐ-TTg ",
    "law names": "luật sửa đổi, bổ sung ",
    "bodies": "của bộ ",
    "parties": "Sở Nội vụ, ",
    "dates": "trước ngày 1/1/2024 ",
    "reports": "báo cáo kết quả về Sở Nội vụ định kỳ ",
    "enumerators": "1. a) - + I. ",
    "brackets": "(((",
    "blank lines": "\n \n",
    "stars": "* _",
    "one long word": "a",
    "lines of one letter": "a\n\n",
    "stops": "a. ",
    "recipients": "Nơi nhận:\n- ",
}
"""Units that are repeated to the full length; each meets a grammar where a careless pattern goes astray."""


def measure() -> Measurement:
    """Measure reading against eyecite, then growth and hostile input."""
    from eyecite import get_citations  # slow to import, and only here

    opinion = opinion_text()
    as_document = document_of(opinion)
    taken = medians(
        {"ours": lambda: _read(as_document), "peer": lambda: get_citations(opinion)}, repetitions=REPETITIONS
    )
    growth, hostile = _growth(), _hostile()
    return Measurement(
        name="reading",
        work=f"read a directive: {len(opinion)} characters of English, {OPINION_CITATIONS} court citations",
        ours=taken["ours"] / len(opinion),
        peer=taken["peer"] / len(opinion),
        peer_name=f"eyecite {version('eyecite')} get_citations",
        unit="s/character",
        goal=GOAL,
        further={
            "citations_peer": len(get_citations(opinion)),
            "growth": growth,
            "growth_limit": GROWTH_LIMIT,
            "growth_met": len(growth) == len(MEGABYTES) and _worst_growth(growth) <= GROWTH_LIMIT,
            "hostile": hostile,
            "hostile_limit": HOSTILE_SECONDS,
            "hostile_met": max(hostile.values()) < HOSTILE_SECONDS,
        },
    )


def opinion_text(seed: int = 1) -> str:
    """Return English prose with invented cases cited at the density of eyecite's own opinion "
    "(170 in 85 k)."""
    chance = random.Random(seed)
    between = OPINION_CHARACTERS // OPINION_CITATIONS
    text = ""
    for number in range(1, OPINION_CITATIONS + 1):
        citation = _case(chance)
        while len(text) + len(citation) < number * between - 50:
            text += chance.choice(_OPINION_SENTENCES) + " "
        text += citation + ("\n\n" if number % 3 == 0 else " ")
    return text


def directive_text(megabytes: float, seed: int = 1) -> str:
    """Return a Vietnamese plan of about that many megabytes in UTF-8: parties as headings, tasks below."""
    chance = random.Random(seed)
    target, size, parts = int(megabytes * 1_000_000), 0, [_HEADING]
    number = 0
    while size < target:
        number += 1
        section = f"{number}. {chance.choice(_PARTIES)}\n\n" + "".join(_task(chance) for _ in range(4))
        parts.append(section)
        size += len(section.encode())
    return nfc("".join(parts))


def document_of(text: str) -> Document:
    """Return the text as a plain document: paragraphs part at blank lines."""
    paragraphs = tuple(
        Paragraph(Span(*match.span())) for match in _PARAGRAPH.finditer(text) if match.group().strip()
    )
    return Document(Source("generated.txt", "0" * 64, "text/plain", "utf-8"), text, paragraphs)


def _read(document: Document) -> object:
    from tonghop.domain.directives.reading import read

    return read(document)


def _case(chance: random.Random) -> str:
    volume, page = chance.randrange(20, 600), chance.randrange(1, 900)
    year = chance.randrange(1900, 2020)
    return (
        f"See {chance.choice(_NAMES)} v. {chance.choice(_NAMES)}, "
        f"{volume} {chance.choice(_REPORTERS)} {page}, {page + chance.randrange(1, 9)} ({year})."
    )


_HEADING = (
    "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 1/KH-UBND\n\nMẫu, ngày 02 tháng 01 năm 2024\n\nKẾ HOẠCH\n\nCải cách công tác văn thư năm 2024\n\n"
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nhiệm vụ sau:\n\n"
)


def _task(chance: random.Random) -> str:
    words = chance.choice(_TASKS).format(
        other=chance.choice(_PARTIES),
        d=chance.randrange(1, 29),
        m=chance.randrange(1, 13),
        y=chance.randrange(2015, 2026),
        n=chance.randrange(1, 3000),
    )
    return f"- {words[0].upper()}{words[1:]}.\n\n"


def _growth() -> list[dict[str, float]]:
    """Return the time per character at each size, the small ones the best of three; ends "
    "where the limit is broken."""
    rows: list[dict[str, float]] = []
    for megabytes in MEGABYTES:
        if rows and _worst_growth(rows) > GROWTH_LIMIT:
            break
        document = document_of(directive_text(megabytes))
        taken = min(_times(lambda: _read(document), 3 if megabytes <= 1 else 1))  # noqa: B023 (called at once)
        rows.append(
            {
                "megabytes": megabytes,
                "characters": len(document.text),
                "seconds": taken,
                "seconds_per_character": taken / len(document.text),
            }
        )
    return rows


def _times(task: Callable[[], object], repetitions: int) -> Iterator[float]:
    for _ in range(repetitions):
        yield seconds(task)


def _worst_growth(rows: list[dict[str, float]]) -> float:
    """Return how much more a character of the longest text costs than one of the cheapest."""
    costs = [row["seconds_per_character"] for row in rows]
    return costs[-1] / min(costs)


def _hostile() -> dict[str, float]:
    found = {}
    for name, unit in HOSTILE.items():
        document = document_of(unit * (HOSTILE_BYTES // len(unit.encode())))
        found[name] = seconds(lambda: _read(document))  # noqa: B023 (called at once)
    return found
