"""How far a task reaches: the channels it is to use and the audiences it is meant for, as written.

A channel is a way to reach people ("đài truyền thanh", "hội nghị"); an audience is a group of people behind a
word that turns to it ("trong đoàn viên, hội viên", "cho người lao động"). Both lists were read off published
plans for information work. They say whom a task addresses; nothing here is about any person (design rule 10).
"""

import re

from tonghop.domain.language import flat
from tonghop.domain.provenance import Span

_CHANNELS = re.compile(
    r"(?<!\w)(?:"
    # press, radio, television
    r"(?:các )?phương tiện (?:thông tin|truyền thông) đại chúng|báo (?:in|điện tử|chí)"
    r"|báo và (?:đài )?phát thanh,? truyền hình|đài (?:phát thanh|truyền thanh|truyền hình)"
    r"|bản tin|chuyên trang|chuyên mục|phóng sự|video clip"
    # loudspeakers
    r"|hệ thống (?:truyền thanh|thông tin)(?: cơ sở)?|loa (?:truyền thanh|phát thanh|đài|lưu động|di động)"
    r"|(?:xe|lượt xe) (?:loa|tuyên truyền)|tuyên truyền miệng|tuyên truyền lưu động"
    # the net and the telephone
    r"|(?:cổng|trang) thông tin điện tử|mạng xã hội|không gian mạng|nền tảng số"
    r"|zalo|facebook|fanpage|youtube|tiktok|vneid|ứng dụng (?:di động|điện thoại)|tin nhắn(?: sms)?"
    # banners, boards, print
    r"|băng[- ]?(?:rôn|zôn|zon)|pa[- ]?nô|áp[- ]?phích|khẩu hiệu|cổ động trực quan"
    r"|bảng (?:tin )?điện tử|bảng quang báo|tờ (?:rơi|gấp)|sổ tay"
    # meetings, contests, performances
    r"|hội nghị|hội thảo|tọa đàm|tập huấn|hội thi|cuộc thi|mít[- ]?tinh|sân khấu hóa|văn hóa,? văn nghệ"
    r"|sinh hoạt (?:chi bộ|chi đoàn|chi hội|cộng đồng|chuyên đề|dưới cờ)|họp (?:dân|thôn|tổ dân phố|nhóm)"
    r")(?!\w)"
)

_PEOPLE = (
    # members and servants of the State
    r"đoàn viên|hội viên|đảng viên|cán bộ|công chức|viên chức|chiến sĩ|lực lượng vũ trang|chức sắc"
    # the people
    r"|(?:các )?tầng lớp nhân dân|nhân dân|người dân|quần chúng nhân dân|cộng đồng(?: dân cư)?"
    r"|đồng bào(?: dân tộc thiểu số| có đạo)?|hộ gia đình"
    # by age and sex
    r"|thanh niên|thiếu niên|thanh thiếu niên|thiếu nhi|trẻ em|phụ nữ|người cao tuổi|người khuyết tật"
    # at school
    r"|học sinh|sinh viên|học viên|giáo viên|nhà giáo|phụ huynh|cha mẹ học sinh"
    # at work
    r"|người lao động|công nhân|nông dân|ngư dân|chủ rừng|doanh nghiệp|hộ kinh doanh|hợp tác xã"
    r"|cựu chiến binh|du khách|khách du lịch"
)
_AUDIENCES = re.compile(
    r"(?<!\w)(?:trong|cho|đến|tới|đối với|vận động) "
    r"(?:toàn thể |toàn |đông đảo |đội ngũ |các |mọi |từng )?"
    rf"((?:{_PEOPLE})(?:(?:, | và |, các |, đội ngũ )(?:các )?(?:{_PEOPLE}))*)(?!\w)"
)
_AUDIENCE = re.compile(rf"(?:các )?(?:{_PEOPLE})")


def channels(folded: str, span: Span) -> tuple[str, ...]:
    """Return the channels named inside the span, each once, in searchable spelling.

    >>> t = "tuyên truyền trên băng-zôn, pa-nô và mạng xã hội"
    >>> channels(t, Span(0, len(t)))
    ('băng-zôn', 'pa-nô', 'mạng xã hội')
    """
    return tuple(dict.fromkeys(named.group() for named in _CHANNELS.finditer(folded, *span)))


def audiences(text: str, folded: str, span: Span) -> tuple[str, ...]:
    """Return the groups of people a task is meant for, split at commas, each once, as written.

    >>> t = "phổ biến trong đoàn viên, hội viên và các tầng lớp Nhân dân"
    >>> audiences(t, t.lower(), Span(0, len(t)))
    ('đoàn viên', 'hội viên', 'các tầng lớp Nhân dân')
    """
    found: dict[str, str] = {}
    for group in _AUDIENCES.finditer(folded, *span):
        for part in _AUDIENCE.finditer(folded, *group.span(1)):
            name = flat(text[part.start() : part.end()])
            found.setdefault(name.lower(), name)
    return tuple(found.values())
