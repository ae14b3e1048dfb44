"""Figures of rows and columns whose body a person told: taken out of the file that holds them, given to that
body.

The row "Đà Bắc" may be four bodies. Until somebody says which, it is a question of its file's sender; then it
is a return of that body, as if its name had been written out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tonghop.domain.consolidation.judgements import doubt_point, word_on
from tonghop.domain.consolidation.questions import Answers
from tonghop.domain.consolidation.returns import Figure, Kind, LayoutDoubt, Return
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.found_figures import WHICH_BODY

NONE_OF_THEM = "không"


def with_told_bodies(returns: Sequence[Return], campaign: Campaign, answers: Answers) -> tuple[Return, ...]:
    """Return the returns with every answered row under its body.

    A body's own rows of the same file and what was told are one return. A workbook that holds nothing else is
    no report of its sender, as one whose rows all name their bodies.
    """
    names = {match_key(body.name): body.code for body in campaign.bodies}
    names |= {match_key(body.code): body.code for body in campaign.bodies}
    kept: list[Return] = []
    moved: dict[tuple[str, str, str], tuple[Return, list[Figure]]] = {}
    for answer in returns:
        told = {doubt: _body(answer, doubt, names, answers) for doubt in answer.doubts}
        rest = replace(answer, doubts=tuple(doubt for doubt in answer.doubts if told[doubt] is None))
        if rest.doubts or not answer.doubts or rest.figures or rest.kind is not Kind.WORKBOOK:
            kept.append(rest)
        for doubt, code in told.items():
            if code and doubt.figure:
                moved.setdefault((answer.file, answer.sha256, code), (answer, []))[1].append(doubt.figure)
    for number, row in enumerate(kept):
        if row.part and (found := moved.pop((row.file, row.sha256, row.sender), None)):
            kept[number] = replace(row, figures=(*row.figures, *found[1]))
    return (*kept, *(_part(answer, key[2], figures) for key, (answer, figures) in moved.items()))


def _body(answer: Return, doubt: LayoutDoubt, names: Mapping[str, str], answers: Answers) -> str | None:
    """Return whose figures a doubt's are, "" for no body of the campaign, None where nobody has said."""
    if doubt.code != WHICH_BODY:
        return None
    word = match_key(word_on(doubt_point(answer, doubt), answers))
    return "" if word == NONE_OF_THEM else names.get(word)


def _part(answer: Return, code: str, figures: Sequence[Figure]) -> Return:
    return Return(
        answer.file,
        answer.sha256,
        figures=tuple(figures),
        arrived_at=answer.arrived_at,
        kind=answer.kind,
        body=code,
        part=code,
    )
