"""Bodies proposed from the parties that a directive names; classes of bodies are listed to be resolved by a
person.
"""

import re
from collections.abc import Iterator, Sequence

from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.organisations.body_names import body_of, is_class, is_same_body, spelt_out
from tonghop.domain.reporting.campaign import Body, distinct_slugs

_COMMITTEE = r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b"
_BOARD_OF_COMMITTEE = r"(?:ban|văn phòng|ủy ban kiểm tra)\b.{0,60}\b" + _COMMITTEE
_LINES = (
    ("party", re.compile(_BOARD_OF_COMMITTEE)),
    ("party", re.compile(_COMMITTEE + r"|ban (?:tuyên giáo|dân vận|tuyên huấn)\b")),
    (
        "front",
        re.compile(
            r"(?:ủy ban )?(?:trung ương )?(?:mặt trận|mttq)\b|hội (?!đồng)|liên đoàn|đoàn thanh niên|tỉnh "
            r"đoàn"
        ),
    ),
    ("press", re.compile(r"báo |đài phát thanh|đài truyền hình|tạp chí ")),
    ("police", re.compile(r"công an\b")),
    (
        "state",
        re.compile(
            r"sở |ủy ban nhân dân|ubnd|(?:tổng |chi )?cục |văn phòng ủy ban|bộ |ngân hàng nhà nước|kho bạc|"
            r"thanh tra"
        ),
    ),
)
_NOBODY = re.compile(
    r"ban|sở|bộ|bộ trưởng|thường trực|lãnh đạo|cơ quan.{0,80}|đơn vị|địa phương|ngân hàng|trung tâm|hội đồng|"
    r"văn phòng"
    r"|văn phòng (?:ban|bộ|sở)|thanh tra sở|đoàn kiểm tra|tổ công tác|.{0,60} (?:thực hiện|quyết định)"
)


def proposed_bodies(reading: Reading, receivers: Sequence[str]) -> tuple[tuple[Body, ...], tuple[str, ...]]:
    """Return the single bodies named, without those that receive the reports, and what a person is asked."""
    names = dict.fromkeys(body_of(name) for name in _named_parties(reading))
    others = [name for name in names if name and not any(is_same_body(name, one) for one in receivers if one)]
    single = list({match_key(spelt_out(name)): name for name in others if _is_one(name)}.values())
    classes = {match_key(spelt_out(name)): name for name in others if is_class(name)}
    bodies = tuple(
        Body(code, name, line=line_of(name))
        for code, name in zip(distinct_slugs(single), single, strict=True)
    )
    notes = tuple(f"Đơn vị: liệt kê từng đơn vị thuộc “{name}”." for name in classes.values())
    if not bodies and not notes:
        notes = ("Đơn vị: văn bản không nêu đơn vị nào phải báo cáo; điền danh sách đơn vị.",)
    return bodies, notes


def _is_one(name: str) -> bool:
    return not is_class(name) and _NOBODY.fullmatch(searchable(name)) is None


def _named_parties(reading: Reading) -> Iterator[str]:
    for duty in reading.reporting:
        yield from duty.reporters
    for obligation in reading.obligations:
        yield from obligation.actors


def line_of(name: str) -> str:
    """Return the line that a body belongs to by its name, or "".

    >>> line_of("Sở Y tế"), line_of("Hội Nông dân tỉnh"), line_of("Ban Tuyên giáo Tỉnh ủy")
    ('state', 'front', 'party')
    """
    folded = searchable(flat(name))
    return next((line for line, pattern in _LINES if pattern.match(folded)), "")
