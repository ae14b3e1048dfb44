"""How far a task reaches: the channels it is to use and the audiences it is meant for, in the directive's own words."""

import re

from tonghop.domain.language import flat
from tonghop.domain.provenance import Span

_CHANNELS = re.compile(
    r"(?<!\w)(?:(?:các )?phương tiện (?:thông tin|truyền thông) đại chúng|hệ thống (?:truyền thanh|thông tin)(?: cơ sở)?|đài (?:phát thanh|truyền thanh|truyền hình)"
    r"|loa (?:truyền thanh|phát thanh|đài|lưu động|di động)|(?:cổng|trang) thông tin điện tử|mạng xã hội|không gian mạng|nền tảng số|zalo|facebook|fanpage|youtube|tiktok"
    r"|báo (?:in|điện tử|chí)|báo và (?:đài )?phát thanh,? truyền hình|bản tin|chuyên trang|chuyên mục|băng[- ]?(?:rôn|zôn|zon)|pa[- ]?nô|áp[- ]?phích|khẩu hiệu|cổ động trực quan"
    r"|bảng (?:tin )?điện tử|bảng quang báo|tờ (?:rơi|gấp)|sổ tay|(?:xe|lượt xe) (?:loa|tuyên truyền)|tuyên truyền miệng|tuyên truyền lưu động|hội nghị|hội thảo|tọa đàm"
    r"|tập huấn|hội thi|cuộc thi|mít[- ]?tinh|sân khấu hóa|văn hóa,? văn nghệ|sinh hoạt (?:chi bộ|chi đoàn|chi hội|cộng đồng|chuyên đề|dưới cờ)|họp (?:dân|thôn|tổ dân phố|nhóm)"
    r"|tin nhắn(?: sms)?|video clip|phóng sự|vneid|ứng dụng (?:di động|điện thoại))(?!\w)"
)
_PEOPLE = (
    r"đoàn viên|hội viên|cán bộ|công chức|viên chức|đảng viên|người lao động|công nhân|chiến sĩ|lực lượng vũ trang|(?:các )?tầng lớp nhân dân|nhân dân|người dân|quần chúng nhân dân"
    r"|học sinh|sinh viên|học viên|giáo viên|nhà giáo|thanh niên|thiếu niên|thanh thiếu niên|thiếu nhi|trẻ em|phụ nữ|nông dân|cựu chiến binh|người cao tuổi|người khuyết tật"
    r"|doanh nghiệp|hộ kinh doanh|hợp tác xã|hộ gia đình|cộng đồng(?: dân cư)?|đồng bào(?: dân tộc thiểu số| có đạo)?|chức sắc|du khách|khách du lịch|phụ huynh|cha mẹ học sinh|ngư dân|chủ rừng"
)
_AUDIENCES = re.compile(
    rf"(?<!\w)(?:trong|cho|đến|tới|đối với|vận động) (?:toàn thể |toàn |đông đảo |đội ngũ |các |mọi |từng )?((?:{_PEOPLE})(?:(?:, | và |, các |, đội ngũ )(?:các )?(?:{_PEOPLE}))*)(?!\w)"
)
_NAMES = re.compile(rf"(?:các )?(?:{_PEOPLE})")


def channels(folded: str, span: Span) -> tuple[str, ...]:
    """Return the channels named inside the span, each once, in searchable spelling.

    >>> t = "tuyên truyền trên băng-zôn, pa-nô và mạng xã hội"
    >>> channels(t, Span(0, len(t)))
    ('băng-zôn', 'pa-nô', 'mạng xã hội')
    """
    return tuple(dict.fromkeys(m.group() for m in _CHANNELS.finditer(folded, span.start, span.end)))


def audiences(text: str, folded: str, span: Span) -> tuple[str, ...]:
    """Return the groups of people a task is meant for ("đoàn viên, hội viên"), split at commas, each once, as written.

    >>> t = "phổ biến trong đoàn viên, hội viên và các tầng lớp Nhân dân"
    >>> audiences(t, t.lower(), Span(0, len(t)))
    ('đoàn viên', 'hội viên', 'các tầng lớp Nhân dân')
    """
    found: dict[str, str] = {}
    for group in _AUDIENCES.finditer(folded, span.start, span.end):
        for part in _NAMES.finditer(folded, group.start(1), group.end(1)):
            name = flat(text[part.start() : part.end()])
            found.setdefault(name.lower(), name)
    return tuple(found.values())
