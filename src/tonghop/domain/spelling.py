"""Typing errors within reason: one or two slips of the finger that leave no other Vietnamese word behind.

"truền" is nobody's word, so "tuyên truền" is a slip; "hội" typed for "hộ" is another word, and a person is
asked.
"""

import re
from collections.abc import Sequence

from tonghop.domain.language import without_marks

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|em|en|eng|eo|ep|et|enh|ech|eu|i|ia|ich|iec|iem|ien|ieng"
    "|iep|iet"
    "|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on"
    "|ong|ooc|oong"
    "|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu"
    "|uy|uya"
    "|uyen|uyet|uych|uyt|uynh|uyu|y|yem|yen|yet|yeu|ieng"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{_RHYMES})")
_SHORT, _LONG = 8, 18


def is_syllable(word: str) -> bool:
    """Say whether a word in lower case can be one Vietnamese syllable, whatever its tone.

    >>> [is_syllable(word) for word in ("truyền", "truền", "hội", "buổii", "nghiệp")]
    [True, False, True, False, True]
    """
    return _SYLLABLE.fullmatch(without_marks(word).replace("đ", "d")) is not None


def slips(written: Sequence[str], meant: Sequence[str]) -> int | None:
    """Return how many slips turn the words meant into those written, None where they are more than typing
    errors.

    Words that hold digits never differ by a slip. Up to one slip is read in 8 letters, two from 18 on.

    >>> slips("số buổi tuyên truền".split(), "số buổi tuyên truyền".split())
    1
    >>> slips("số hội ký cam kết".split(), "số hộ ký cam kết".split()) is None
    True
    """
    letters = sum(map(len, meant))
    if len(written) != len(meant) or letters < _SHORT:
        return None
    most, total = (2 if letters >= _LONG else 1), 0
    for word, own in zip(written, meant, strict=True):
        if word != own:
            total += _slip(word, own, len(meant))
            if total > most:
                return None
    return total


def _slip(word: str, own: str, words: int) -> int:
    """Return 1 for one slip within a word, and more than anyone accepts for everything else."""
    if not (word + own).isalpha() and any(c.isdigit() for c in word + own):
        return 9
    if without_marks(word) == without_marks(own):
        return 1 if words >= 3 else 9
    return 1 if not is_syllable(word) and _is_one_edit(word, own) else 9


def _is_one_edit(word: str, own: str) -> bool:
    """Say whether one letter added, lost, changed or swapped with its neighbour turns one word into the
    other.
    """
    if abs(len(word) - len(own)) > 1:
        return False
    start = 0
    while start < min(len(word), len(own)) and word[start] == own[start]:
        start += 1
    tail, rest = word[start:], own[start:]
    return (
        tail[1:] == rest[1:]
        or tail[1:] == rest
        or tail == rest[1:]
        or (tail[:2] == rest[:2][::-1] and tail[2:] == rest[2:])
    )
