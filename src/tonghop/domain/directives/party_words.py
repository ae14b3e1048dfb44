"""The words by which directives call bodies: heads of names, nouns of classes, scopes, fields.

A name begins with its *head*. Some heads name a body or an office by themselves ("Ủy ban nhân dân", "Giám
đốc"); *shy* heads do so only where a capital letter, a number or a scope follows ("Ban Dân tộc", not "ban
hành"). *Class nouns* name many bodies at once behind a quantifier ("các cơ quan") and link the lists of
classes ("sở, ban, ngành"). A *scope* says whose or where ("cấp tỉnh", "trên địa bàn"); a *field* is what a
ministry or department is for ("Tài chính").

All words are in searchable form. Sources: Decrees 24/2014/NĐ-CP and 45/2025/NĐ-CP for the departments; the
other names were read off published directives of State bodies, the Party, the Front and its unions.
"""

import re

from tonghop.domain.directives.word_lists import alternatives

_SHY_HEADS = (
    # State bodies and their parts
    "bộ|sở|ban|ngành|cục|tổng cục|chi cục|vụ|viện|phòng|văn phòng|cơ quan|đơn vị|thanh tra",
    "kiểm toán nhà nước|cục thuế|chi cục thuế|thuế tỉnh|thuế thành phố|thuế cơ sở|hạt kiểm lâm|kiểm lâm",
    "cảng vụ|lực lượng|cổng thông tin điện tử",
    # bodies that come together for one task
    "hội đồng|ban chỉ đạo|ban chỉ huy|ban điều hành|tổ công tác|tổ|đội|đoàn",
    # schools, health, press, services
    "trường|nhà trường|học viện|đại học|bệnh viện|trạm|trung tâm|báo|đài",
    # unions and associations
    "chi đoàn|đoàn trường|bộ phận|ông|bà|đồng chí",
    "hội|chi hội|hiệp hội|liên hiệp hội|liên đoàn|liên minh|công đoàn",
    # business
    "công ty|tổng công ty|tập đoàn|chi nhánh|ngân hàng|hợp tác xã|nhà máy|điện lực|bưu điện|viễn thông",
)

_HEADS = (
    # the people's committees and councils, and one slip of the pen that is common
    "ủy ban nhân dân|ủy bân nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban|thường trực|chính quyền",
    "văn phòng ubnd|văn phòng ủy ban nhân dân|văn phòng hđnd và ubnd|văn phòng hđnd - ubnd",
    "văn phòng hội đồng nhân dân và ủy ban nhân dân|văn phòng đoàn đbqh và hđnd",
    "văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân",
    # the central State
    "quốc hội|chính phủ|văn phòng chính phủ|thủ tướng chính phủ|thủ tướng|phó thủ tướng|thanh tra chính phủ",
    "ngân hàng nhà nước|kho bạc nhà nước|bảo hiểm xã hội|bhxh",
    # departments and their parts
    "sở|thanh tra tỉnh|cơ quan thuế|cơ quan thường trực|ban quản lý|ban quản lý dự án|văn phòng điều phối",
    "văn phòng đăng ký đất đai|chi nhánh văn phòng đăng ký đất đai|trung tâm y tế|trạm y tế",
    "hội đồng phối hợp|hội đồng thi đua",
    # police, army, courts
    "công an|cảnh sát|cơ quan công an|cơ quan điều tra|bộ đội biên phòng|bộ chỉ huy bộ đội biên phòng",
    "ban chỉ huy|bộ chỉ huy quân sự|bộ chqs|ban chqs|bch|bộ tư lệnh|quân khu|cơ quan quân sự|viện kiểm sát",
    "vksnd|kiểm sát viên|tòa án|tand",
    # the Party
    "tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|cấp ủy|ban thường vụ|ban chấp hành|ban cán sự đảng",
    "đảng đoàn|ban tuyên giáo|ban tuyên huấn|ban dân vận|ban tổ chức|ban xây dựng đảng|trung tâm chính trị",
    # the Front and its unions
    "mặt trận tổ quốc|mặt trận|mttq|ủy ban mặt trận tổ quốc|ủy ban trung ương mặt trận tổ quốc|ủy ban mttq",
    "ubmttqvn|ubmttq|đoàn thanh niên|đoàn thanh niên cộng sản|đoàn tncs|tỉnh đoàn|thành đoàn|huyện đoàn",
    "hội liên hiệp phụ nữ|hội phụ nữ|hội nông dân|hội cựu chiến binh|hội chữ thập đỏ|liên đoàn lao động",
    # press
    "cơ quan báo chí|báo và phát thanh|đài phát thanh|đài truyền thanh",
    # offices that persons hold
    "chủ tịch|phó chủ tịch|bí thư|bộ trưởng|thứ trưởng|thống đốc|tư lệnh|chỉ huy trưởng|chánh án",
    "nhân viên y tế|giáo viên chủ nhiệm|bộ phận một cửa|bộ phận tài vụ|tổ chuyên môn",
    "viện trưởng|trưởng công an|tổ trưởng|trưởng thôn|trưởng ấp|kế toán trưởng",
    "giám đốc|phó giám đốc|tổng giám đốc|chánh văn phòng|chánh thanh tra|tổng cục trưởng",
    "cục trưởng|chi cục trưởng|vụ trưởng|trưởng ban|trưởng phòng|trưởng các|hiệu trưởng|thủ trưởng|lãnh đạo",
    "người đứng đầu",
    # those who build or own
    "chủ đầu tư|nhà thầu|chủ rừng",
)

_CLASS_NOUNS = (
    # State bodies and their parts
    "sở|ban|bộ|ngành|ban ngành|sở ngành|phòng|phòng ban|cơ quan|đơn vị|chính quyền|ủy ban|hội đồng",
    "văn phòng|cục|vụ|viện|chi cục|ban quản lý|kho bạc|quỹ|cơ sở|lực lượng|tòa án|viện kiểm sát|đồn|hạt",
    "trạm|tổ|đội|đoàn",
    # levels, places and what lies in them
    "cấp|địa phương|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|ấp|bản|khu phố",
    "tổ dân phố|cụm|khối|chợ|cảng|bến xe",
    # the Party, unions, associations
    "cấp ủy|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|chi bộ|ban tuyên giáo|mặt trận|đoàn thể|tổ chức|hội|hiệp hội",
    "hội quần chúng|liên đoàn|công đoàn",
    # schools, health, press, post
    "trường|nhà trường|học viện|đại học|phân hiệu|bệnh viện|trung tâm|báo|đài|đài truyền thanh|nhà xuất bản",
    "bưu cục|bưu điện",
    # business
    "doanh nghiệp|công ty|tổng công ty|tập đoàn|chi nhánh|hãng|ngân hàng|nhà mạng|hợp tác xã|thương nhân",
    "nhà đầu tư|nhà thầu|chủ đầu tư|chủ rừng|chủ phương tiện|chủ tàu|chủ cơ sở",
    # offices, members, persons
    "thủ trưởng|giám đốc|chủ tịch|trưởng|thành viên|ủy viên|đồng chí|hộ|hộ gia đình|cá nhân",
)

# Some bear commas of their own. Source: Decrees 24/2014/NĐ-CP, 45/2025/NĐ-CP; the ministries since 2007.
_FIELDS = (
    "văn hóa, thể thao và du lịch|văn hóa, thể thao|văn hóa và thể thao|du lịch|giáo dục và đào tạo|y tế",
    "khoa học và công nghệ|thông tin và truyền thông|nông nghiệp và môi trường|tài nguyên và môi trường",
    "nông nghiệp và phát triển nông thôn|kế hoạch và đầu tư|tài chính|công thương|xây dựng",
    "giao thông vận tải|quy hoạch - kiến trúc|quy hoạch kiến trúc|lao động - thương binh và xã hội",
    "lao động, thương binh và xã hội|lao động thương binh và xã hội|nội vụ|tư pháp|ngoại vụ|ngoại giao",
    "dân tộc và tôn giáo|quốc phòng|công an|văn phòng",
)

QUANTIFIERS = r"(?:tất cả các|toàn thể các|một số|các|những|toàn thể)"

_CLASS_HEAD = rf"{QUANTIFIERS} +(?:\d+ +)?(?:{alternatives(*_CLASS_NOUNS)}|{alternatives(*_HEADS)})"

HEAD = re.compile(rf"(?<![\w/-])(?:{_CLASS_HEAD}|{alternatives(*_HEADS)}|{alternatives(*_SHY_HEADS)})(?!\w)")
"""Where a party may begin."""

NAMED = re.compile(rf"(?:{alternatives(*_HEADS)})(?!\w)")
"""A head that names a body or an office by itself."""

SHY = re.compile(rf"(?:{alternatives(*_SHY_HEADS)})(?!\w)")
"""A head that needs something behind it."""

CLASS = re.compile(rf"{_CLASS_HEAD}(?!\w)")
"""A quantifier and what it counts."""

LINK = re.compile(rf"(?:{alternatives(*_CLASS_NOUNS)})(?!\w)")
"""A noun with which a list of classes goes on."""

SCOPE = re.compile(
    r"(?:"
    # places
    r"tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
    r"|trung ương|khu vực|cơ sở|trên địa bàn|trong tỉnh"
    # levels, kinds
    r"|cấp|các cấp|nhân dân|chức năng|chuyên môn"
    # belonging, counting
    r"|liên quan|có liên quan|thuộc|trực thuộc|của|\d+"
    r")(?!\w)"
)
"""What says whose a body is, or where, without a capital letter."""

FIELD = re.compile(rf"(?:{alternatives(*_FIELDS)})(?!\w)")
"""What a ministry or a department is for."""
