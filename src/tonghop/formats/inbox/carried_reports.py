"""A Word or PDF report that carries its data: read exactly, and held against what it shows.

A report whose data were dropped or damaged is read like any other, and a remark says so.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tonghop.domain.consolidation.record_indicators import RecordIndicators
from tonghop.domain.consolidation.returns import Remark, Return
from tonghop.domain.consolidation.visible_figures import compared
from tonghop.domain.consolidation.visible_words import words_remark
from tonghop.domain.secrecy import refuse_secret
from tonghop.formats.inbox.confirmations import confirmed
from tonghop.formats.inbox.reading_plan import ReadingPlan
from tonghop.formats.inbox.records import record_in, result_of, rows_of
from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.inbox.return_json import Result
from tonghop.formats.official.carried_data import DAMAGED, DROPPED, SEVERAL, Carried, carried

if TYPE_CHECKING:
    from tonghop.domain.reporting.word_reports import WordReports

_LOST = {
    DROPPED: "Báo cáo do Tonghop lập nhưng dữ liệu kèm trong tệp đã mất (một chương trình soạn thảo đã bỏ); "
    "đã đọc như báo cáo thường.",
    DAMAGED: "Dữ liệu kèm trong tệp hỏng hoặc không khớp mã kiểm tra (SHA-256); đã đọc như báo cáo thường.",
    SEVERAL: "Tệp mang nhiều bộ dữ liệu khác nhau; đã đọc như báo cáo thường.",
}
_UNKNOWN = "Không hiểu dữ liệu kèm trong tệp (bản khác của Tonghop?); đã đọc như báo cáo thường."


def read_report(
    content: bytes, name: str, plan: ReadingPlan, words: "Callable[[], WordReports]"
) -> tuple[Result, ...]:
    """Read a report that may carry its data. `words` gives the reader of reports in words.

    Raises: SecretDocument, Refused.
    """
    found = carried(content)
    if isinstance(found, Carried):
        try:
            return (_read_carried(content, name, found, plan),)
        except Refused:
            return _as_any_other(content, name, words(), _UNKNOWN)
    return _as_any_other(content, name, words(), _LOST[found.code] if found else "")


def _as_any_other(content: bytes, name: str, words: "WordReports", why: str) -> tuple[Result, ...]:
    from tonghop.formats.inbox.documents import read_document

    first, *others = read_document(content, name, words)
    if why and isinstance(first, Return):
        first = replace(first, remarks=(*first.remarks, Remark("check", why)))
    return (first, *others)


def _read_carried(content: bytes, name: str, found: Carried, plan: ReadingPlan) -> Result:
    from tonghop.formats.intake import open_document

    document = open_document(content, name=name)
    refuse_secret(document)
    record = record_in(found.data)
    answer = result_of(record, name, hashlib.sha256(content).hexdigest(), plan)
    if not isinstance(answer, Return):
        return answer
    known = RecordIndicators(plan.campaign, confirmed(plan))
    try:
        rows, word = rows_of(record)
        seen = compared(answer, rows, word, document, known)
    except (TypeError, ValueError, KeyError):
        raise Refused("damaged") from None
    return replace(seen, remarks=(*seen.remarks, *words_remark(seen, document)))
