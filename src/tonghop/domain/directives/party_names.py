"""Where one name begins and ends: the grammar of a single party.

A name is read from its head word to the first word that cannot belong to it: a verb of duty in lower case, a
preposition, a colon, a full stop. At a comma, a dash or "và" the grammar decides: the same name goes on ("Sở
Văn hóa, Thể thao và Du lịch", "các sở, ban, ngành"), or it ends, and `parties` looks whether another one
begins.

A verb does not end a name where it is a noun ("các tổ chức", "cấp tỉnh"), the second syllable of a word ("Bộ
Ngoại giao"), part of a class's name ("các cơ sở sản xuất … phải"), or stands in a clause without which nobody
would know who is meant ("Các cơ quan được phân công …"). Source: read off published directives; no grammar of
these names is known to us (2026).
"""

import re
from dataclasses import dataclass

from tonghop.domain.directives.commands import CERTAIN_DUTY, DUTY, NARRATED, SURE_DUTIES
from tonghop.domain.directives.party_words import CLASS, LINK, NAMED, QUANTIFIERS, SCOPE, SHY
from tonghop.domain.provenance import Span

RELATIVE = re.compile(
    r"(?:được (?:phân công|giao|ủy quyền|phân cấp|lựa chọn|chỉ định)"
    r"|đang (?:hoạt động|thực hiện)"
    r"|có (?:tên|chức năng|thẩm quyền|đông|nhiều|rừng|biển))(?!\w)"
)
"""What opens a relative clause behind a name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text with its searchable copy, to be read up to `end`; no rule looks behind it."""

    text: str
    folded: str
    end: int

    def match(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        return pattern.match(self.folded, at, self.end)

    def past(self, at: int, skipped: str) -> int:
        """Return the first place from `at` on that holds none of the characters to skip."""
        return Span(at, self.end).past(self.text, skipped)

    def is_capital(self, at: int) -> bool:
        return at < self.end and self.text[at].isupper()


_BLANKS = " \n\t"
_MOST_WORDS = 60
_TOKEN = re.compile(r"[^\W_]+(?:[./&'-][^\W_]+)*|[(),:;.*\"!?…/|[\]-]| ")
_JOINTS = (",", ";", "-", "/", "và", "hoặc", "cùng")
_SHORTENED = re.compile(r" (?:tp|tx|tt|h|q|p)$")

_LEAVING = re.compile(
    r"(?:trong(?! (?:tỉnh|toàn|ngành|hệ thống|nước|khối|thành phố|khu))"
    r"|về|với|cho|từ|đến|do|để|vào|nhằm|như|thì|bằng|qua|nên|theo|xong|mà)(?!\w)"
)
"""A preposition that does not belong to a name."""

_COMPOUNDS = re.compile(
    r"(?:"
    # ban, báo, bộ
    r"ban hành|ban bố|báo cáo|báo động|báo chí|bộ máy|bộ phận|bộ đội|bộ tiêu chí"
    # cục, đài, đoàn, đội
    r"|cục bộ|đài tưởng|đoàn kết|đoàn viên|đoàn thể|đội ngũ"
    # hội, ngành, phòng, quỹ
    r"|hội nghị|hội thảo|hội nhập|hội thi|ngành nghề|phòng,? chống|phòng ngừa|quỹ đất"
    # sở, thuế, tổ, trạm, trường, viện, vụ
    r"|sở hữu|thuế suất|tổ chức|tổ hợp|trạm bơm|trường hợp|viện trợ|vụ việc|vụ án"
    r")(?!\w)"
)
"""Words whose first syllable is also the head of a name; in capital letters nothing else tells them apart."""

_OWN_SCOPES = (
    *("tỉnh", "thành phố", "huyện", "quận", "xã", "phường", "trung ương"),
    *("cấp", "nhân dân", "chuyên môn", "cơ sở"),
)
"""The scopes that make a name of a shy head right behind it ("sở tỉnh", "phòng chuyên môn")."""

_PLAIN = re.compile(r"(?!cơ quan|đơn vị|thanh tra|đoàn thể)\w+ [\w ]+")
_BY_OFFICE = re.compile(r"cơ quan|đơn vị|chủ thể|bên|người|tổ chức")
_TO_SURE_DUTY = re.compile(rf"[^,.;:()]{{3,70}}?(?= (?:{'|'.join(SURE_DUTIES)})(?!\w))")

_COMMA = re.compile(r" *, *")
_LIST_OPENERS = ("bộ", "sở", "ban", "phòng", "cơ quan", "huyện", "xã")
_LIST_SECONDS = (
    *("ban", "ngành", "ban ngành", "cơ quan", "đơn vị", "đoàn thể"),
    *("phường", "thị xã", "thành phố"),
)

_LINKED_HEADS = re.compile(
    r"(?:sở|chính quyền|cấp ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|thị ủy|tỉnh ủy|lãnh đạo"
    r"|trung tâm y tế|trạm y tế)(?!\w)"
)
"""Heads of names that are also links of a list of classes."""

_FURTHER_PLACES = re.compile(r"các (?:khu|cụm|vùng|tiểu khu) ")
"""Places that a name goes on with behind "và" ("Ban Quản lý Khu kinh tế … và các Khu công nghiệp …")."""

_PLACES = re.compile(r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)(?!\w)")
_IN_PLACE = re.compile(
    r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
    r"|sở|ban|ngành|cấp ủy|huyện ủy|đơn vị|cơ quan)$"
)
_LIST_GOES_ON = re.compile(r" *(?:[,;.:]|và |cấp |tỉnh|thành phố|thuộc|liên quan|có liên quan|trực thuộc|$)")
_QUANTIFIER = re.compile(rf"{QUANTIFIERS} +")
_LIST_JOINT = re.compile(r",|và")

_NEED_SCOPE = (
    *("ban tuyên giáo", "ban tuyên huấn", "ban dân vận", "ban tổ chức", "ban", "phòng", "văn phòng"),
    *("trung tâm chính trị", "đảng ủy"),
)

_GENERAL = re.compile(
    rf"(?:{QUANTIFIERS} +)?"
    r"(?:cơ quan|đơn vị|cơ quan, đơn vị|sở|ngành|địa phương|xã|phường|xã, phường"
    r"|tổ chức|doanh nghiệp|cá nhân)"
    r"(?: thứ cấp| liên quan)?"
)
"""A class so wide that a relative clause behind it is needed to know who is meant."""

_LEVELS = re.compile(
    r"cấp +(?:tỉnh|huyện|xã|thành phố|cơ sở|trên|dưới|ủy|trung ương|phòng|sở|quận|phường)",
)
_COMPOUND_NOUNS = (
    *("sáng tạo", "đào tạo", "chế tạo", "nhân tạo", "ngoại giao", "bầu cử"),
    *("cao cấp", "trung cấp", "sơ cấp", "kế cận", "công lập", "dân lập", "độc lập"),
    *("dục thường xuyên", "học tập", "toàn giao"),
)
_AFTER_NUMBERS = ("đúng", "thu", "in", "mở", "ra", "đưa", "lấy")
_NOUN_BEHIND = (",", " các", "những", " và", " của", " hoặc")
_NOUN_ALONE = ("các", "những", "mỗi", "từng")

_NAMED_BY_TRADE = re.compile(
    r"(?:tổ chức|cơ sở|đơn vị|cơ quan|bộ phận|trung tâm|ban|trường|lực lượng|hộ"
    r"|doanh nghiệp|công ty|ngân hàng|chủ đầu tư|thương nhân|dịch vụ)$"
)
"""Class nouns that a verb may follow inside the name ("các cơ sở sản xuất")."""

_NAME_STOPS = re.compile(r"[,.;:(]| và ")
_DUTY_NEARBY = 90


def head_end(stretch: Stretch, at: int) -> int | None:
    """Return where the head word of a name ends, or None where no name begins at `at`."""
    found = stretch.match(CLASS, at) or stretch.match(NAMED, at)
    if found and (found.group() != "sở" or _is_named_behind(stretch, found.end())):
        return found.end()
    found = stretch.match(SHY, at)
    if found is None or stretch.match(_COMPOUNDS, at):
        return None
    after = found.end()
    if _is_named_behind(stretch, after):
        return after
    if stretch.is_capital(at):
        if _PLAIN.fullmatch(found.group()) and stretch.match(DUTY, stretch.past(after, _BLANKS)):
            return after  # "Ngân hàng hướng dẫn …" at the head of a sentence
        if _BY_OFFICE.fullmatch(found.group()):
            return _office_end(stretch, after)
    return after if _opens_class_list(stretch, found) else None


def name_end(stretch: Stretch, start: int, at: int, *, heading: bool = False) -> int:
    """Return where the name ends that begins at `start` and whose head ends at `at`.

    With `heading` the stretch is a line that names parties and nothing else, so verbs in it belong to the
    names.
    """
    walk = _Walk(stretch, start, at, heading, _is_class_list(stretch, start, at), second_syllable=at)
    while walk.at < stretch.end and walk.words < _MOST_WORDS and walk.goes_on():
        pass
    return walk.at


def _is_named_behind(stretch: Stretch, at: int) -> bool:
    """Say whether a capital letter, a number or a scope ("tỉnh") follows, as in "Ban Dân tộc"."""
    at = stretch.past(at, _BLANKS)
    if at >= stretch.end:
        return False
    if stretch.text[at].isupper() or stretch.text[at].isdigit():
        return True
    scope = stretch.match(SCOPE, at)
    return scope is not None and scope.group() in _OWN_SCOPES


def _office_end(stretch: Stretch, at: int) -> int | None:
    """Return where a name by office ends ("Cơ quan thẩm định | phải …"): at a sure duty close behind."""
    sure = stretch.match(_TO_SURE_DUTY, at)
    return sure.end() if sure and stretch.match(DUTY, at + 1) else None


def _opens_class_list(stretch: Stretch, head: re.Match[str]) -> bool:
    """Say whether "Sở, ban, ngành …" begins: a list of classes without a quantifier."""
    comma = stretch.match(_COMMA, head.end())
    second = stretch.match(LINK, comma.end()) if comma else None
    return second is not None and head.group() in _LIST_OPENERS and second.group() in _LIST_SECONDS


def _is_class_list(stretch: Stretch, start: int, at: int) -> bool:
    if stretch.match(CLASS, start):
        return True
    return not (stretch.match(NAMED, start) or _is_named_behind(stretch, at))


@dataclass(slots=True)
class _Walk:
    """A walk along a name, word by word: where it stands, how many words it took, what it is inside of.

    `relative` is True inside a relative clause that belongs to the name; `second_syllable` is where one in
    lower case would stand behind a capital letter ("Ngoại giao" is no command).
    """

    stretch: Stretch
    start: int
    at: int
    heading: bool
    in_class_list: bool
    second_syllable: int
    words: int = 0
    relative: bool = False

    def goes_on(self) -> bool:
        """Take the next word or mark into the name, or say that the name ends before it."""
        token = self.stretch.match(_TOKEN, self.at)
        if token is None:
            return False
        mark, after = token.group(), token.end()
        if mark == " ":
            return self._take(after)
        if self._is_first_syllable(after):
            self.second_syllable = after + 1
        if mark in _JOINTS:
            return self._take_joint(after)
        if mark == "." and _SHORTENED.search(self.stretch.folded, self.start, self.at):
            return self._take(after)
        return mark[0].isalnum() and self._take_word(after)

    def _take(self, to: int, *, words: int = 0) -> bool:
        self.at, self.words = to, self.words + words
        return True

    def _is_first_syllable(self, after: int) -> bool:
        word = self.stretch.text[self.at : after]
        return self.at > self.start and word[0].isupper() and not word.isupper()

    def _take_joint(self, after: int) -> bool:
        onward = self._onward(after)
        if onward is None and self.heading and self.stretch.folded[self.at : after] == "và":
            another = head_end(self.stretch, self.stretch.past(after, _BLANKS))
            onward = after if another is None else None
        return onward is not None and self._take(onward)

    def _take_word(self, after: int) -> bool:
        if not self.relative and self.stretch.match(RELATIVE, self.at):
            if not _is_restricted(self.stretch.folded, self.start, self.at):
                return False
            self.relative = True
        verb = self.stretch.match(self._duties(), self.at)
        if verb and self.at == self.second_syllable and " " not in verb.group():
            return self._take(after, words=1)
        if verb and self._is_task(verb.group()):
            return self.relative and verb.group() not in SURE_DUTIES and self._take(verb.end())
        if self._is_left():
            return False
        inside = verb or self.stretch.match(DUTY, self.at)
        if inside:  # a verb inside a name: step over it whole ("Đào tạo")
            return self._take(inside.end(), words=2)
        return not self._is_told() and self._take(after, words=1)

    def _duties(self) -> re.Pattern[str]:
        """Return the verbs that may end the name here."""
        sure_only = self.relative or _may_be_name(self.stretch, self.start, self.at)
        return CERTAIN_DUTY if sure_only else DUTY

    def _is_task(self, verb: str) -> bool:
        if self.heading or self.stretch.is_capital(self.at):
            return False
        return not _is_noun(self.stretch.folded, self.start, self.at, verb)

    def _is_left(self) -> bool:
        if self.heading or self.relative or self.stretch.is_capital(self.at):
            return False
        return self.stretch.match(_LEAVING, self.at) is not None

    def _is_told(self) -> bool:
        if self.heading or self.relative or not self.stretch.match(NARRATED, self.at):
            return False
        belongs = self.stretch.match(RELATIVE, self.at) or self.stretch.folded.startswith(
            "có liên quan", self.at
        )
        return not belongs

    def _onward(self, after: int) -> int | None:
        """Return where the name goes on behind the comma, dash or "và" at hand, or None where it ends."""
        stretch, mark = self.stretch, self.stretch.folded[self.at : after]
        follower = stretch.past(after, _BLANKS)
        if follower >= stretch.end or mark in (";", "cùng"):
            return None
        if mark in ("-", "/"):
            return follower if stretch.text[follower].isalnum() and follower - self.at <= 3 else None
        link = stretch.match(LINK, follower)
        if link and self._lists(follower):
            if stretch.match(NAMED, follower) and not stretch.match(_LINKED_HEADS, follower):
                return None
            if stretch.match(_PLACES, follower) or _is_bare(stretch, link.end()):
                return link.end()
        if link and self._lists_in_capitals(follower, link.end()):
            return link.end()
        if head_end(stretch, follower) is not None:
            return follower if _lacks_scope(stretch, self.start, self.at) else None
        if mark == "và" and not self.in_class_list and stretch.match(_FURTHER_PLACES, follower):
            return follower
        return follower if self._is_completed_by(mark, follower) else None

    def _lists(self, follower: int) -> bool:
        """Say whether a class noun in lower case goes on with a list ("các sở, ban")."""
        if self.stretch.is_capital(follower):
            return False
        return self.in_class_list or _ends_in_place(self.stretch.folded, self.start, self.at)

    def _lists_in_capitals(self, follower: int, after: int) -> bool:
        """Say whether a class noun in capitals goes on with a list ("các Sở, Ban, Ngành")."""
        folded = self.stretch.folded
        in_list = _is_bare_class(folded, self.start, self.at) or _ends_in_place(folded, self.start, self.at)
        return (
            self.stretch.is_capital(follower)
            and in_list
            and self.stretch.match(_LIST_GOES_ON, after) is not None
        )

    def _is_completed_by(self, mark: str, follower: int) -> bool:
        """Say whether a word with a capital letter is the next part of the name ("… Thể thao và Du lịch")."""
        if not self.stretch.is_capital(follower):
            return False
        if not self.in_class_list:
            return True
        return mark == "và" and not _is_bare_class(self.stretch.folded, self.start, self.at)


def _ends_in_place(folded: str, start: int, at: int) -> bool:
    """Say whether the name so far ends in a place word that lists go on with ("UBND các xã, phường")."""
    return _IN_PLACE.search(folded[start:at].rstrip()) is not None


def _is_bare_class(folded: str, start: int, at: int) -> bool:
    """Say whether all that was read is a list of class nouns ("các sở, ban")."""
    named = folded[start:at].strip()
    quantifier = _QUANTIFIER.match(named)
    nouns = _LIST_JOINT.split(named[quantifier.end() if quantifier else 0 :])
    return all(LINK.fullmatch(noun.strip()) for noun in nouns if noun.strip())


def _is_bare(stretch: Stretch, at: int) -> bool:
    """Say whether a class noun stands without a proper name behind it ("ban, ngành", not "Ban Dân tộc")."""
    at = stretch.past(at, _BLANKS)
    return not stretch.is_capital(at) or stretch.match(SCOPE, at) is not None


def _lacks_scope(stretch: Stretch, start: int, at: int) -> bool:
    """Say whether a name waits for its scope, as the first in "phòng, ban chuyên môn các đảng ủy"."""
    if stretch.folded[start:at].strip() not in _NEED_SCOPE:
        return False
    return not any(c.isupper() for c in stretch.text[start:at].strip()[1:])


def _is_restricted(folded: str, start: int, at: int) -> bool:
    return _GENERAL.fullmatch(folded[start:at].strip()) is not None


def _is_noun(folded: str, start: int, at: int, verb: str) -> bool:
    """Say whether "tổ chức", "lãnh đạo", "cấp" … stand as nouns: behind a quantifier, or as "cấp tỉnh"."""
    before = folded[start:at].rstrip()
    if f"{before.rsplit(' ', 1)[-1]} {verb}" in _COMPOUND_NOUNS:
        return True
    if verb == "cấp" and not before.endswith(" các"):
        return _LEVELS.match(folded, at, at + 16) is not None
    if verb in _AFTER_NUMBERS and before.endswith((" số", " vụ")):
        return True
    if before.endswith(" thuộc") and not before.endswith("trực thuộc"):
        return True
    return before.endswith(_NOUN_BEHIND) or before in _NOUN_ALONE


def _may_be_name(stretch: Stretch, start: int, at: int) -> bool:
    """Say whether a verb right behind a class noun may belong to the class's name: a surer duty is near."""
    if not _NAMED_BY_TRADE.search(stretch.folded[start:at].rstrip()):
        return False
    stop = _NAME_STOPS.search(stretch.folded, at, stretch.end)
    limit = min(stop.start() if stop else stretch.end, at + _DUTY_NEARBY)
    place = stretch.folded.find(" ", at + 3, limit) + 1
    while 0 < place < limit:
        if stretch.match(CERTAIN_DUTY, place):
            return True
        place = stretch.folded.find(" ", place, limit) + 1
    return False
