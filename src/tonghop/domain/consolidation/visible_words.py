"""The sentences of a report's data that its reader does not see: edited or struck out before it was signed.

The sentences of the data are taken all the same, for a report may print a choice of them. Where it prints
most and a few are gone, the office is told which.
"""

from collections.abc import Iterator

from tonghop.domain.consolidation.returns import Remark, Return
from tonghop.domain.documents import Document
from tonghop.domain.language import match_key

_MOST_COMPARED = 500
_MOST_GONE = 0.2
"""A larger share of sentences that are not printed is a choice, no edit."""

_NAMED, _LONGEST = 3, 120


def words_remark(answer: Return, document: Document) -> Iterator[Remark]:
    """Yield a remark where a few sentences of the data are not in the document."""
    text = f" {match_key(document.text)} "
    told = [(row.text, match_key(row.text)) for row in answer.passages[:_MOST_COMPARED]]
    told = [row for row in told if row[1]]
    gone = [words for words, key in told if f" {key} " not in text]
    if gone and len(gone) <= max(1, _MOST_GONE * len(told)) and len(gone) < len(told):
        shown = "; ".join(f"“{_short(words)}”" for words in gone[:_NAMED])
        more = f" và {len(gone) - _NAMED} câu khác" if len(gone) > _NAMED else ""
        message = (
            f"Phần lời trong dữ liệu kèm có câu không thấy trong văn bản (đã sửa hoặc bỏ khi ký?): {shown}"
            f"{more}; cân nhắc trước khi dùng."
        )
        yield Remark("check", message)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
