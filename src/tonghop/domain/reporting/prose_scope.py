"""What a figure in a sentence is a figure of: this period, or another one, a part, a plan, a limit, nothing
done.

Each rule only takes certainty away. What no rule speaks of stays a figure of the period reported on.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.reporting.period_words import Relation, Turn, periods_in

Slot = Literal["period", "cumulative", "previous", "target", "change", "estimate", "part", "each"]

SLOT_NAMES: dict[str, str] = {
    "cumulative": "số lũy kế",
    "previous": "số của kỳ trước hoặc cùng kỳ",
    "target": "số kế hoạch",
    "change": "số tăng, giảm",
    "estimate": "số ước thực hiện",
    "part": "số của một phần hoặc một đơn vị",
    "each": "số bình quân",
}

_PART = re.compile(
    r"(?<!\w)(?:trong (?:số )?đó|trong số này|riêng(?! biệt| lẻ)|đơn cử|chẳng hạn|ví dụ|nhất là|đặc biệt"
    r"|một số|có nơi"
    r"|(?:điển hình|tiêu biểu|nổi bật)(?= là| như|[:,]))(?!\w)|(?:^|[.;,(] ?)(?:điển hình|tiêu biểu"
    r"|nổi bật)(?!\w)"
)
_EXAMPLES = re.compile(
    r"(?<!\w)(?:đơn cử|chẳng hạn|ví dụ|(?:điển hình|tiêu biểu|nổi bật)(?= là| như|[:,]))(?!\w)"
    r"|(?:^|[.;,(] ?)(?:điển hình|tiêu biểu|nổi bật)(?!\w)"
)
_INCLUDING = re.compile(r"(?<!\w)(?:gồm|bao gồm|cụ thể|gồm có|chia ra|như)(?!\w)")
_PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|mục tiêu|chỉ tiêu|(?<!thực hiện )(?<!theo )(?:đề nghị|kiến nghị"
    r"|đề xuất)|tiếp tục|đăng ký"
    r"|kỳ tới|thời gian tới|quý tới|năm tới|tháng tới|năm sau|sắp tới)(?!\w)"
)
_ASKED = re.compile(
    r"(?<!\w)(?:cần|phải|xin|mong|thông báo|về việc|hướng dẫn|(?<!theo )(?<!thực hiện )yêu cầu|được giao|giao"
    r"|kế hoạch(?! số)"
    r"|theo quy định|ít nhất"
    r"|tối thiểu|tối đa|nhu cầu|còn lại|thay vì|lẽ ra|nếu|có thể|ban đầu)(?!\w)"
)
_CARRYING_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|căn cứ|theo|hoàn thành)[^,;:.]{0,30} kế hoạch")
_DONE = re.compile(r"(?<!\w)(?:đã|kết quả|tổ chức được|thực hiện được)(?!\w)")
_NOT = re.compile(
    r"(?<!\w)(?:không(?! chỉ| những| ngừng| gian| khí| quá| dưới| ít hơn| kể| tính)|chưa|hoãn|hủy|bỏ"
    r"|thiếu|dừng|tạm dừng|hụt"
    r"|bị|sai|nhầm|đính chính)(?!\w)"
)
_NOT_AFTER = re.compile(
    r"[^.;,(]{0,40}(?<!\w)(?:chưa|không|bị)(?: \w+){0,2} (?:tổ chức|thực hiện|triển khai|đăng|phát|đạt"
    r"|được|hủy|hoãn|thu hồi)"
)
_LIMIT = re.compile(
    r"(?:ít nhất|tối thiểu|không dưới|không ít hơn|không quá|tối đa|≥|>=|≤|<=|<|>|dưới)(?!\w)"
)
_ESTIMATED = re.compile(r"(?:ước|ước tính|ước đạt|ước thực hiện|ước có|dự ước)(?!\w)")
_ESTIMATED_BEFORE = re.compile(r"(?<!\w)(?:ước|dự ước|ước tính)(?: \w+){0,3} $")
_SINCE = re.compile(
    r"(?<!\w)(?:lũy kế|cộng dồn|từ đầu (?:năm|nhiệm kỳ|giai đoạn)|từ (?:năm|khi|tháng|trước)"
    r"|sau \S+ năm)(?!\w)"
)
_SINCE_BEHIND = re.compile(
    r"(?<!\w)(?:lũy kế|cộng dồn|(?:tính|kể) từ (?:đầu|khi|năm)|(?<!ngay )từ đầu (?:năm|nhiệm kỳ|giai đoạn)"
    r"(?=(?: 20\d\d)? ?(?:[.,;)]|$|đến|tới)))"
)
_OWN_NUMBER = re.compile(
    r"(?<!ngày )(?<!tháng )(?<!quý )(?<![\d/.,-])(?!20\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]20)\d[\d.,]{0,20}"
    r"(?![\d/]| (?:tháng|quý|ngày|năm|tuần))"
)
_OWN_CLAUSE = re.compile(r"[^;,()]{0,80}")
_REST = re.compile(r"(?:[^.;\n]|\.(?=\d)){0,400}")
_SINCE_BEFORE = re.compile(r"(?<!\w)(?:lũy kế|cộng dồn)[^.,;()\d]{0,40}$")
_UNTIL_NOW = re.compile(
    r"(?<!\w)(?:đến nay|tính đến|hiện có|hiện còn|hiện nay|hiện tại|đến (?:ngày|thời điểm|hết))(?!\w)"
)
_OTHER_TIME = re.compile(
    r"(?<!\w)(?:quý (?:iv|i{1,3}|[1-4])|tháng \d{1,2}|tuần|đợt|dịp|nhân ngày|nhân kỷ niệm|(?:ngày|sáng"
    r"|chiều|tối|mùng|mồng) \d{1,2}"
    r"|(?:6|06|sáu|9|09|chín|3|03|ba) tháng|cao điểm|giai đoạn|nhiệm kỳ|năm học|hằng (?:tháng|tuần|quý|ngày)"
    r"|hàng (?:tháng|tuần|quý|ngày)|định kỳ|mỗi|trước đó|trước đây|đầu năm|cuối năm|lần thứ)(?!\w)"
)
_YEAR = re.compile(r"(?<!\w)năm (20\d\d)(?!\d)")
_LAST_YEAR = re.compile(r"(?<!\w)(?:cùng kỳ|năm ngoái|năm trước|kỳ trước|quý trước|tháng trước)(?!\w)")
_REFERENCE = re.compile(
    r"(?<!\w)(?:công văn|kế hoạch|chỉ thị|nghị quyết|quyết định|hướng dẫn|thông báo|kết luận|chương trình"
    r"|báo cáo|đề án"
    r"|nghị định|thông tư|luật)(?: [^,;:.\d]{0,60})?(?:số:? ?\S{1,30}|năm 20\d\d|giai đoạn 20\d\d ?- ?20\d\d)"
    r"(?:,? (?:ngày|của|về) \d{1,2}[/-]\d{1,2}[/-]\d{4}| ngày \d{1,2} tháng \d{1,2} năm 20\d\d)?"
)
_COMPARED = re.compile(r"(?<!\w)(?:so với|so|cùng kỳ)(?: cùng kỳ)? (?:năm )?20\d\d")
_MONTHS = {"H1": 6, "H2": 6, "9M": 9, "Y": 12} | {f"Q{n}": 3 for n in range(1, 5)}
_SPOKEN = {6: "(?:6|06|sáu)", 9: "(?:9|09|chín)"}
_ROMAN = ("i", "ii", "iii", "iv")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is of, and why it cannot be taken for certain ("" where it can)."""

    slot: Slot
    reason: str = ""


def masked(folded: str, turn: Turn | None) -> str:
    """Return the text, same length, without names of documents and without the names of the asked period."""
    text = _COMPARED.sub(_blank, _REFERENCE.sub(_blank, folded))
    if turn is None:
        return text
    for period in periods_in(text):
        if period.days and turn.relation(period) is Relation.THIS:
            text = text[: period.start] + " " * (period.end - period.start) + text[period.end :]
    return own_period(turn.cycle).sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


@lru_cache(maxsize=64)
def own_period(cycle: Cycle) -> re.Pattern[str]:
    """Return the pattern of how a cycle's period is written in a sentence."""
    year = rf"(?:(?:[ /]| năm ){cycle.year:04d}(?!\d)|(?! ?(?:năm )?20\d\d))"
    number = _MONTHS.get(cycle.code, 0)
    if cycle.code in ("H1", "9M"):
        return re.compile(rf"(?<!\w)(?:trong )?{_SPOKEN[number]} tháng(?: đầu)?(?: năm)?{year}")
    if cycle.code == "H2":
        return re.compile(rf"(?<!\w)(?:trong )?{_SPOKEN[6]} tháng cuối(?: năm)?{year}")
    if number == 3:
        quarter = int(cycle.code[1])
        return re.compile(rf"(?<!\w)(?:trong )?quý (?:{_ROMAN[quarter - 1]}|{quarter})(?!\w){year}")
    if re.fullmatch(r"M\d\d", cycle.code):
        return re.compile(rf"(?<!\w)(?:trong )?tháng 0?{int(cycle.code[1:])}(?!\d){year}")
    if cycle.code == "Y":
        return re.compile(
            rf"(?<!\w)(?:trong |cả )?năm {cycle.year:04d}(?!\d)|(?<!\w)(?:trong|cả) năm(?! 20)(?: qua)?"
        )
    return re.compile(r"(?!)")


def scope_of(plain: str, sentence: int, start: int, end: int, *, cycle: Cycle | None) -> Scope:
    """Return what the number between two offsets is of, as the words of its sentence say.

    Shape: `plain` is the masked text; `sentence` is where the sentence begins.
    """
    before = plain[max(sentence, start - 600) : start]
    clause = before[_clause_start(before) :]
    if found := _LIMIT.match(plain, start, end):
        return Scope("target", f"chỉ nói mức “{found.group()}”")
    if _ESTIMATED.match(plain, start, end) or _ESTIMATED_BEFORE.search(before):
        return Scope("estimate")
    if _is_open(before, _PART):
        return Scope("part")
    if _LAST_YEAR.search(clause):
        return Scope("previous")
    if _SINCE.search(before) or _UNTIL_NOW.search(before) or _is_since_behind(plain, end):
        return Scope("cumulative")
    if _is_planned(before, clause):
        return Scope("target")
    if _NOT.search(clause) or _NOT_AFTER.match(plain, end):
        return Scope("period", "câu có lời phủ định")
    return _in_time(before, cycle)


def _is_since_behind(plain: str, end: int) -> bool:
    """Say whether words behind a number make it a sum: "1.300 buổi (lũy kế từ đầu năm)". With a number of
    their own, dates aside, they speak of that one.
    """
    rest = _REST.match(plain, end)
    assert rest
    for found in _SINCE_BEHIND.finditer(plain, end, rest.end()):
        clause = _OWN_CLAUSE.match(plain, found.end(), rest.end())
        assert clause
        if not _OWN_NUMBER.search(plain, *clause.span()):
            return True
    return False


def follows_since(plain: str, start: int) -> bool:
    """Say whether "lũy kế" stands right in front of a number: "lũy kế từ đầu năm 1.300"."""
    return _SINCE_BEFORE.search(plain, max(0, start - 60), start) is not None


def begins_examples(plain: str, start: int, end: int) -> bool:
    """Say whether a sentence turns to examples; what follows in its paragraph is told of parts."""
    return _EXAMPLES.search(plain, start, end) is not None


def including(plain: str, start: int, end: int) -> bool:
    """Say whether words such as "gồm" stand between two numbers: the later is a part of the earlier."""
    opened = plain.count("(", start, end) > plain.count(")", start, end)
    return opened or _INCLUDING.search(plain, start, end) is not None


def _clause_start(before: str) -> int:
    return max(before.rfind(sign) for sign in ",;:(") + 1


def _is_open(before: str, cue: re.Pattern[str]) -> bool:
    """Say whether a cue stands before, and not inside brackets that are closed again."""
    last = _last(cue, before)
    if last is None:
        return False
    rest = before[last.end() :]
    return rest.count(")") <= rest.count("(")


def _last(cue: re.Pattern[str], before: str) -> re.Match[str] | None:
    found = None
    for found in cue.finditer(before):  # noqa: B007 (the last is wanted)
        pass
    return found


def _is_planned(before: str, clause: str) -> bool:
    cue = _last(_PLANNED, before)
    if cue and not _DONE.search(before, cue.end()):
        return True
    asked = _ASKED.search(clause)
    return bool(asked) and not _CARRYING_OUT.search(clause) and not _DONE.search(clause)


def _in_time(before: str, cycle: Cycle | None) -> Scope:
    for found in _YEAR.finditer(before):
        if cycle is None or int(found[1]) != cycle.year:
            return Scope("previous" if cycle and int(found[1]) < cycle.year else "target")
        return Scope("part", f"câu nói về {found.group()}")
    if other := _OTHER_TIME.search(before):
        return Scope("part", f"câu nói về thời gian khác (“{other.group()}”)")
    return Scope("period")
