"""Bodies proposed from the parties that a directive names; classes of bodies are listed to be resolved by a
person.
"""

import re
from collections.abc import Iterator

from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.reporting.campaign import Body, distinct_slugs

_CLASS_WORDS = re.compile(
    r"\b(?:các|những|mỗi|từng|mọi|mọi người|liên quan|trực thuộc|đơn vị khác)\b"
    r"|\bcấp (?:tỉnh|huyện|xã|cơ sở|trên|dưới|ủy)\b|\bcơ quan, (?:đơn vị|tổ chức)"
    r"|\bsở, (?:ban|ngành)|\bban, ngành"
)
_COMMITTEE = r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b"
_BOARD_OF_COMMITTEE = r"(?:ban|văn phòng|ủy ban kiểm tra)\b.{0,60}\b" + _COMMITTEE
_LINES = (
    ("party", re.compile(_BOARD_OF_COMMITTEE)),
    ("party", re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b|ban (?:tuyên giáo|dân vận|tuyên huấn)\b")),
    (
        "front",
        re.compile(r"(?:ủy ban )?(?:mặt trận|mttq)\b|hội (?!đồng)|liên đoàn|đoàn thanh niên|tỉnh đoàn"),
    ),
    ("press", re.compile(r"báo |đài phát thanh|đài truyền hình|tạp chí ")),
    ("police", re.compile(r"công an\b")),
    ("state", re.compile(r"sở |ủy ban nhân dân|ubnd|chi cục|văn phòng ủy ban|bộ chỉ huy")),
)


def proposed_bodies(reading: Reading, coordinator: str) -> tuple[tuple[Body, ...], tuple[str, ...]]:
    names = dict.fromkeys(flat(name) for name in _named_parties(reading))
    others = [name for name in names if name and match_key(name) != match_key(coordinator)]
    single = list({match_key(name): name for name in others if not is_class(name)}.values())
    classes = [name for name in others if is_class(name)]
    bodies = tuple(
        Body(code, name, line=line_of(name))
        for code, name in zip(distinct_slugs(single), single, strict=True)
    )
    return bodies, tuple(f"Liệt kê từng đơn vị thuộc “{name}” vào danh sách đơn vị." for name in classes)


def _named_parties(reading: Reading) -> Iterator[str]:
    for obligation in reading.obligations:
        yield from obligation.actors
    for duty in reading.reporting:
        yield from duty.reporters


def is_class(name: str) -> bool:
    """Return whether a party's name stands for several bodies, which only a register can list.

    >>> [is_class(name) for name in ("Sở Thông tin và Truyền thông", "các cơ quan, đơn vị", "ban tuyên giáo")]
    [False, True, True]
    """
    return name[:1].islower() or _CLASS_WORDS.search(searchable(name)) is not None


def line_of(name: str) -> str:
    folded = searchable(flat(name))
    return next((line for line, pattern in _LINES if pattern.match(folded)), "")
