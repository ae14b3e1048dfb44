"""What people answered about layouts, in the form that the reader of layouts takes."""

from tonghop.domain.language import match_key
from tonghop.domain.reporting.found_figures import Confirmed, LayoutKey
from tonghop.formats.inbox.reading_plan import ReadingPlan

_LABEL = "label:"


def confirmed(plan: ReadingPlan) -> Confirmed:
    """Return the confirmed labels. A label's answer is an indicator's code or name; any other
    word says that it is none of them.
    """
    codes = {match_key(row.name): row.code for row in plan.campaign.indicators}
    codes |= {match_key(row.code): row.code for row in plan.campaign.indicators}
    labels: dict[tuple[LayoutKey, str], str] = {}
    for key, answer in plan.confirmed.items():
        layout, _, about = key.partition("|")
        if about.startswith(_LABEL):
            labels[LayoutKey(layout), about.removeprefix(_LABEL)] = codes.get(match_key(answer), "")
    return Confirmed(labels)
