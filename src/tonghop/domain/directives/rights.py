"""Sentences that touch people's rights (design rule 10): shown as text, never a task, indicator or form.

A directive is made of tasks, and some of them ask an office to watch, correct or punish what people think
and say, to steer the press, or to bring the number of complaints down. Such a sentence is marked here, it
alone, and everything above leaves it as text. What the sentence *asks* decides, never its subject: an
action (watch, steer, punish …) must reach an object (opinion, speech, the press, complaints counted) inside
one clause. Where a sentence may be about what people think or say, it is marked; where it is about what
they need, lack or report as a problem, it is not.

Decided as ordinary, and not marked: the body's own routine education ("công tác chính trị, tư tưởng");
attitudes to work ("tư tưởng trông chờ, ỷ lại"); satisfaction with a service (the service is measured, not
the citizen); consultation on drafts; answers to what the press reports; the office's own texts; social
criticism by the Front; commercial fraud and offences that are not speech, harm to children online among
them; overdue answers to complaints. Decided as sensitive: guarding an ideology, incitement and "abuse of
democratic freedoms" (both are laid on speech), lawsuits and petitions that are to cease ("khiếu kiện"),
even where only long ones are meant.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tonghop.domain.language import flat, searchable, sentences
from tonghop.domain.provenance import Span

GROUNDS: Mapping[str, tuple[str, str]] = {
    "persons-by-opinion": ("Nhận diện người theo chính kiến", "Identifies persons by their opinion"),
    "press-steering": ("Định hướng, kiểm soát báo chí", "Steers or polices the press"),
    "speech-punishment": ("Xử lý, ngăn chặn phát ngôn", "Punishes or removes speech"),
    "opinion-watch": ("Theo dõi tư tưởng, dư luận", "Watches what people think or say"),
    "opinion-steering": ("Định hướng, chấn chỉnh tư tưởng, dư luận", "Steers, corrects or counters opinion"),
    "fewer-complaints": ("Lấy ít khiếu nại làm mục tiêu", "Sets fewer complaints as a target"),
}
"""Every ground with its labels for screens, Vietnamese and English; of several a sentence bears the first."""


@dataclass(frozen=True, slots=True)
class SensitiveSentence:
    """A sentence that must not become an assignment; `why` is a key of `GROUNDS`."""

    span: Span
    why: str


def sensitive_sentences(text: str, span: Span, *, folded: str | None = None) -> tuple[SensitiveSentence, ...]:
    """Return the sentences of `text` inside `span` that design rule 10 marks, each with its ground.

    `folded` is `searchable(text)` where the caller has it already.

    >>> text = "Nắm bắt dư luận về đề án. Nắm bắt tình hình dịch bệnh."
    >>> [(s.span.cut(text), s.why) for s in sensitive_sentences(text, Span(0, len(text)))]
    [('Nắm bắt dư luận về đề án.', 'opinion-watch')]
    """
    marked = []
    for sentence in sentences(text, span):
        plain = searchable(sentence.cut(text)) if folded is None else sentence.cut(folded)
        if ground := ground_of(plain):
            marked.append(SensitiveSentence(sentence, ground))
    return tuple(marked)


def ground_of(sentence: str) -> str | None:
    """Return the ground on which a sentence in its searchable form is marked, or None for ordinary work.

    >>> ground_of("hạn chế khiếu kiện đông người"), ground_of("giải quyết khiếu nại đúng hạn")
    ('fewer-complaints', None)
    """
    plain = flat(sentence)
    if not _ANY_OBJECT.search(plain):
        return None
    clauses = _ORDINARY.sub("…", plain)
    return next((ask.ground for ask in _ASKS if ask.is_in(clauses)), None)


@dataclass(frozen=True, slots=True)
class _Ask:
    """An action that reaches an object at most `reach` characters further on, in the same clause.

    `turned` are the actions that may also follow the object ("tình hình tư tưởng phải được báo cáo"), with no
    comma between. A pair is excused by `unless` from where it begins to `tail` characters behind its end.
    """

    ground: str
    action: re.Pattern[str]
    object: re.Pattern[str]
    reach: int
    turned: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    tail: int = 0

    def is_in(self, sentence: str) -> bool:
        """Tell whether a sentence asks this."""
        objects = list(self.object.finditer(sentence))
        if not objects:
            return False
        pairs = _pairs(sentence, list(self.action.finditer(sentence)), objects, self.reach, ";")
        turned = list(self.turned.finditer(sentence)) if self.turned else []
        turned_pairs = _pairs(sentence, objects, turned, _TURNED_REACH, ",;")
        return any(not self._is_excused(sentence, pair) for pair in itertools.chain(pairs, turned_pairs))

    def _is_excused(self, sentence: str, pair: Span) -> bool:
        if self.unless is None:
            return False
        end = pair.end + self.tail
        fence = sentence.find(";", pair.end, end)
        return bool(self.unless.search(sentence, pair.start, end if fence < 0 else fence))


_TURNED_REACH = 60
_Matches = list[re.Match[str]]


def _pairs(sentence: str, firsts: _Matches, seconds: _Matches, reach: int, fences: str) -> Iterator[Span]:
    """Yield from every first to every second behind it, no further than `reach` and behind no fence."""
    nearest = 0
    for first in firsts:
        while nearest < len(seconds) and seconds[nearest].start() < first.end():
            nearest += 1
        for second in itertools.islice(seconds, nearest, nearest + reach):
            between = sentence[first.end() : second.start()]
            if len(between) > reach or any(fence in between for fence in fences):
                break
            yield Span(first.start(), second.end())


def _either(forms: str) -> str:
    """Return a pattern for any of the forms, which slashes part; a form may itself be a small pattern."""
    return f"(?:{flat(forms).replace(' / ', '|')})"


def _words(forms: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_either(forms)}\b")


# The words, in the searchable form with single blanks; gaps inside a form are bounded.

# Shared words
_BAD = _either("""
    sai (?:sự thật|lệch|trái|quan điểm) / không đúng (?:sự thật|về|bản chất) / chưa (?:được )?kiểm chứng /
    xuyên tạc / bịa đặt / thất thiệt / xấu,? (?:và )?độc / độc hại / trái chiều / lệch lạc / tiêu cực /
    bôi nhọ / nói xấu / phản động / thù địch / kích động / chống phá / gây hoang mang / thiếu (?:chuẩn
    mực|thiện chí|kiểm chứng) / một chiều / chỉ trích / vu khống / phủ nhận / (?:gây |làm )?(?:mất|ảnh
    hưởng(?: đến)?|hạ thấp) uy tín / trái (?:với )?(?:quan điểm|đường lối|nghị quyết|chủ trương|chỉ
    thị|kết luận|cương lĩnh)
""")
_ONLINE = _either("""
    mạng xã hội / facebook / zalo / tiktok / youtube / fanpage / trang cá nhân / diễn đàn / trên mạng /
    không gian mạng
""")
_GRASP = "nắm(?: bắt| chắc| vững| sát| rõ| tình hình)?"

# Watching opinion
_WATCHED = f"""
    dư luận / tư tưởng / tâm trạng / tâm lý xã hội / luồng ý kiến / luồng thông tin / suy nghĩ / sắc
    thái / bình luận / bàn luận / bàn tán / bàn ra tán vào / chính kiến / lòng tin / niềm tin(?! tín
    ngưỡng| tôn giáo) / mức độ (?:tin tưởng|ủng hộ) / xu hướng chính trị / phản ứng (?:của |trong
    )?(?:trên mạng|nhân dân|người dân|quần chúng|dư luận|xã hội) / tin đồn / ý kiến (?:trái chiều|khác
    nhau (?:trong|của)|bình luận|phản đối|không đồng tình) / phát ngôn(?! (?:báo chí|và cung cấp)) /
    thái độ (?:chính trị|của|trước|đối với) / (?:nhận thức|thông tin) (?:{_BAD}|chưa đúng) / luận điệu /
    tự diễn biến / quan điểm (?:của (?:nhân dân|người|cán bộ|đảng viên|hội viên|đoàn viên|quần
    chúng|sinh viên)|chính trị|sai|thù|trái|lệch|khác|chưa|không)
"""
_OPINION = _words(_WATCHED)
_WATCH = _words(f"""
    {_GRASP} / theo dõi / giám sát / thăm dò / điều tra / khảo sát / thu thập / tổng hợp / phân tích /
    phân loại / đánh giá / dự báo / rà quét / rà soát / quét / lắng nghe / phản ánh / báo cáo(?! viên) /
    thống kê / quản lý / kiểm tra / kiểm soát / tìm hiểu / ghi nhận / phát hiện / nhận diện / theo sát /
    đo lường / để biết / nghe ngóng / cảnh báo / ghi chép / quan sát / điểm(?= lại| các| những) / trinh
    sát / sưu tầm / thông tin về
""")
_REPORTED = _words("báo cáo(?! viên) / nắm bắt / nắm / theo dõi / tổng hợp / phản ánh / phân tích / đánh giá")
_WONDER = _words(f"hiểu / biết / {_GRASP}")
_OPINION_OFFICES = _words("""
    giao ban / cộng tác viên / mạng lưới / công tác / tổ(?! dân phố) / nhóm / phần mềm / bản tin / điểm
    tin
""")
_LOOK_IN = _words(f"""
    {_GRASP} / theo dõi / giám sát / rà quét / rà soát / quét / quản lý / kiểm soát / lắng nghe / kiểm
    tra / theo sát / điểm(?= lại| các| những)
""")
_ONLINE_LIFE = _words(f"""
    (?:bài viết|bài đăng|bình luận|hội,? nhóm|nhóm|nội dung|thông tin|hoạt động|tài khoản|sử dụng|trao
    đổi|trang)[^;]{{0,50}}?{_ONLINE}
""")
_OWN = "của (?:cơ quan|đơn vị|sở|ban|trường|nhà trường|ngành|ủy ban|tỉnh|huyện|xã|mình) / chính thức"
_HARMLESS_ONLINE = _words(f"""
    kinh doanh / bán hàng / thương mại / quảng cáo / lừa đảo / thời tiết / thiên tai / mưa / dịch bệnh /
    khiêu dâm / đồi trụy / xâm hại / cá nhân của (?:người dân|khách) / mã độc / kiến nghị / cờ bạc /
    hàng giả / ma túy / {_OWN}
""")
_NEEDS = _words("nguyện vọng / kiến nghị / khó khăn / đời sống / nhu cầu")

# Steering opinion
_STEER = _words("""
    định hướng / chấn chỉnh / uốn nắn / đấu tranh / phản bác / bác bỏ / ổn định / dẫn dắt / giải tỏa /
    trấn an / lấn át / xử lý / đẩy lùi / giữ vững / ngăn chặn / ngăn ngừa / phòng ngừa / khắc phục /
    điều chỉnh / phê phán / làm thất bại / bảo vệ(?: vững chắc)? nền tảng / không để / hướng lái / lái /
    tác động / chuyển hóa / hạn chế / dập tắt / khống chế / chấm dứt / lên án / vạch trần / lật tẩy /
    đập tan / giành / chiếm lĩnh / làm chủ / chi phối / can thiệp / dẹp / giáo dục, thuyết phục / phòng,
    chống
""")
_STEERED = _words("định hướng / chấn chỉnh / uốn nắn / đấu tranh / phản bác / bác bỏ / ổn định")
_MATTERS = _words("(?:vấn đề|nội dung|thông tin|vụ việc)[^;]{0,20}? dư luận / gây(?: ra)? dư luận")
_BEND = _words("định hướng / chuyển hóa / uốn nắn / chấn chỉnh")

# Punishing speech
_UTTERANCE = _either("""
    thông tin / tin / bài(?: viết| đăng)? / nội dung / quan điểm / ý kiến / video / clip / hình ảnh / lời
    lẽ / tài liệu / trang mạng / trang tin / trang web / thư nặc danh / đơn thư
""")
_UTTERING = _either("""
    đăng tải / đăng(?! ký) / phát tán / tán phát / chia sẻ / lan truyền / bình luận / phát ngôn / phát
    biểu / nói / bàn tán / livestream / viết / phổ biến / tung / loan
""")
_SPEECH = _words(f"""
    xuyên tạc / tin giả / tin đồn / tung tin / bôi nhọ / nói xấu / chống phá / luận điệu / kích động /
    trái quan điểm / phát ngôn (?:trái|sai|lệch|thiếu|không) / đưa tin (?:sai|một chiều) / bàn tán / bàn
    ra tán vào / {_UTTERING}[^;]{{0,40}}?(?:chưa|không|thiếu) (?:chính xác|xác thực) / lợi dụng (?:việc
    |quyền )?(?:tự do|dân chủ|khiếu|tố cáo) / {_UTTERANCE}[^;]{{0,40}}?{_BAD} /
    {_UTTERING}[^;]{{0,60}}?{_BAD} / (?:lôi kéo|xúi giục)[^;]{{0,40}}?(?:nhân dân|người dân|quần
    chúng|đồng bào|phản đối|khiếu|biểu tình|tụ tập)
""")
_PUNISH = _words("""
    xử lý / xử phạt / xử trí / phạt / kỷ luật / kiểm điểm / nhắc nhở / răn đe / trừng trị / nghiêm trị /
    cấm / ngăn chặn / ngăn ngừa / phòng ngừa / (?<!tháo )gỡ / xóa / chặn / khóa / truy tìm / xác minh /
    làm rõ / phát hiện / vô hiệu hóa / triệu tập / không để / không được / chịu trách nhiệm / truy cứu /
    khởi tố / điều tra / tẩy chay / không(?= (?:nghe|tin|đăng|chia sẻ|phát tán|lan truyền)) / mời lên /
    mời(?: lên)? làm việc / hạ(?: một)? bậc / hạ xếp loại / trừ điểm / buộc / xem xét trách nhiệm / đình
    chỉ / phê bình / không xét
""")
_BE_PUNISHED = _words("""
    (?:phải|bị|được|cần|sẽ)(?: bị)?(?: xem xét)? (?:xử|kỷ luật|kiểm điểm|nhắc nhở|gỡ|xóa|chặn|khóa|phê
    bình|đình chỉ|trách nhiệm|trừ|hạ)
""")
_PUNISHED = _words("xử lý / xử phạt / kỷ luật / kiểm điểm / gỡ / gỡ bỏ / xóa / ngăn chặn / truy cứu")
_FORBID = _words("cấm / tuyệt đối không / không được / không(?= (?:tự ý|tùy tiện|bình luận|bàn))")
_SPEAKING = _words("""
    bình luận / phát ngôn / bàn tán / bàn luận / (?:chia sẻ|phát tán|đăng
    tải|đăng)[^;]{0,20}?(?:clip|video|bài|tin)
""")
_PRIVATE = _words("dữ liệu / cá nhân / mật / mật khẩu / trẻ em / quảng cáo / xâm hại / bản quyền / đề thi")
_OTHER_OFFENCES = _words("""
    quảng cáo / lừa đảo / khiêu dâm / đồi trụy / xâm hại / hàng giả / số liệu / hồ sơ / dữ liệu / trẻ em
    / đính chính / cổng thông tin
""")

# Steering the press
_LINE = _either("""
    (?:đúng|bám sát|sát|chệch|lệch) (?:sự )?định hướng / theo định hướng (?:của|chính trị|tuyên
    truyền|thông tin) / đúng tôn chỉ
""")
_LINE_WORDS = _words(_LINE)
_MEDIA = _words("""
    báo chí / báo,? đài / các báo / báo tỉnh / đài tỉnh / phóng viên / nhà báo / truyền thông / thông
    tin đại chúng / xuất bản / phát thanh / truyền thanh / truyền hình / tin,? bài / đưa tin / tạp chí /
    thông tin / tuyên truyền
""")
_PRESS_BODIES = _words("báo chí / báo,? đài / các báo / báo tỉnh / đài tỉnh / phóng viên / tạp chí")
_SILENCE = _words("""
    (?:không|chưa|dừng|ngừng|hạn chế) (?:được )?(?:tự ý |tùy tiện )?(?:đưa tin|đăng(?! quảng cáo)|khai
    thác|phát sóng) / chỉ (?:được )?(?:đăng|đưa tin|phát)(?: tải| phát)? theo / liều lượng / giật gân /
    suy diễn / có lợi cho
""")
_BROADCAST = _words("phát sóng / đăng phát / đưa tin / tin,? bài / bài viết")
_APPROVED = _words("(?:được|sau khi|khi)[^;,]{0,40}?(?<!phê )duyệt")
_POLICE = _words("""
    kiểm duyệt / kiểm soát / chấn chỉnh / siết chặt / giám sát / theo dõi / quản lý(?=,| chặt| nội dung|
    tốt) / kiểm tra / thanh tra / duyệt / xử lý / kỷ luật / nhắc nhở / thẩm định / phê duyệt
""")
_PRESS = _words("""
    báo chí / báo,? đài / phóng viên / nhà báo / tin,? bài / đưa tin / xuất bản phẩm / (?:nội dung|hoạt
    động|chương trình)[^;,]{0,30}(?:phát thanh|truyền hình|truyền thanh|báo|xuất bản|tạp chí)
""")
_PARTNERS = _words("""
    phối hợp / cung cấp / đề nghị / mời / qua / họp báo / thông tin cho / trả lời / công khai / trên
""")

# Fewer complaints
_NO_COMPLAINING = _words("rút đơn / không (?:khiếu|kêu|tố) / không (?:gửi|viết|nộp|làm) đơn")
_LESS = _words("""
    hạn chế / (?:kéo |cắt )?giảm(?: thiểu| dần)? / không để / không phát sinh / không có / không còn /
    không xảy ra / để xảy ra / chấm dứt / rút đơn / không tham gia / ngăn chặn / ngăn ngừa / phòng ngừa
    / tránh / kiềm chế / khống chế / triệt tiêu / loại trừ / không gửi / đẩy lùi
""")
_FEWER = _words("""
    giảm / thấp hơn / không tăng / không phát sinh / trừ điểm / không xét / không được xét / không có
""")
_COMPLAINTS = _words("""
    khiếu kiện / khiếu nại / tố cáo / đơn thư / đơn (?:phản ánh|kiến nghị|tố|khiếu|vượt) / số đơn / vượt
    cấp
""")
_MASS = _words("khiếu kiện / vượt cấp / khiếu nại đông người")
_HANDLING = """
    thời gian / thời hạn / giải quyết / xử lý / trả lời / tiếp nhận / sai sót / thiếu sót / công tác /
    căn cứ / khuyến khích / bảo vệ / lộ / trù dập / người (?:tố cáo|khiếu nại) / chậm / quá hạn / tồn
    đọng
"""
_HANDLED = _words(_HANDLING)
_HANDLED_LATE = _words(f"{_HANDLING} / kéo dài / trễ / bỏ sót / thất lạc / chờ")

# Persons by their opinion
_IDENTIFY = _words(f"""
    (?:lập |báo cáo |cung cấp )?danh sách / phát hiện / nhận diện / nhận dạng / thống kê / phân loại /
    quản lý / theo dõi / rà soát / truy tìm / xác minh / tố giác / tin báo / giám sát / sàng lọc / ghi
    tên / lập sổ / danh tính / sưu tra / {_GRASP}
""")
_PERSON = _either("""
    đối tượng / người / cá nhân / phần tử / cán bộ / đảng viên / giáo viên / sinh viên / học sinh / hộ(?:
    dân| gia đình)? / tài khoản / chức sắc / tín đồ / đoàn viên / hội viên / công nhân / trường hợp
""")
_DISSENTERS = _words(f"""
    {_PERSON}[^;]{{0,60}}?(?:tư tưởng|lời nói|phát ngôn|chống đối|bất mãn|cực đoan|phản
    đối|(?:không|chưa) đồng (?:tình|thuận)|khiếu kiện|lệch lạc|lời lẽ|chỉ trích|(?:tham gia|hay|thường
    xuyên) (?:bình luận|chia sẻ)|ly khai|đăng bài|nói xấu|xuyên tạc|kích động|quan điểm
    (?:khác|sai|trái|chống|lệch|không|cực))
""")

# the ideology and the study campaign that are named after a person
_IDEOLOGY = """
    tư tưởng(?:, đạo đức)?(?:,? (?:và )?phong cách)?(?: của)?(?: chủ tịch| bác)? hồ chí minh / tư tưởng,
    đạo đức, phong cách / tư tưởng (?:về )?thi đua
"""
# the body's own routine education
_ROUTINE = """
    (?:công tác|giáo dục|bồi dưỡng|sinh hoạt|nhiệm vụ|học tập|xây dựng đảng về)(?: giáo dục)? chính
    trị(?:,| và| -)? tư tưởng / (?:công tác|giáo dục) tư tưởng / (?:phẩm chất|lập trường|bản lĩnh|tiêu
    chuẩn)(?: về)?(?: chính trị,)? tư tưởng
"""
# attitudes to work, and other senses of the word
_ATTITUDES = """
    tư tưởng (?:trông chờ|ỷ lại|chủ quan|lơ là|nóng vội|ngại|cục bộ|nhiệm kỳ|bao cấp|thành tích|đối phó|né
    tránh|sợ|trung bình|an phận|trọng nam|lạc hậu|đổi mới|chỉ đạo|xuyên suốt|cốt lõi|tiến bộ)
"""
# a matter that people are angry about is handled, not their anger
_MATTERS_AT_HAND = """
    (?:gây|tạo)(?: ra)? (?:bức xúc|xôn xao)(?: trong)? dư luận / (?:báo chí|cử tri)(?:,| và) dư luận /
    (?:báo chí|dư luận)(?: xã hội)? (?:đã |có )?(?:phản ánh|nêu|đăng tải) / (?:vụ việc|vụ án|dự án|công
    trình|vi phạm) (?:được |mà |có )?(?:nhiều )?dư luận
"""
# the office's own texts and accounts
_OWN_TEXTS = """
    tin,? bài[^;]{0,60}?(?:cổng|website|trang thông tin(?! điện tử tổng hợp)) / tài khoản[^;]{0,40}? chính
    thức
"""
# commerce, declarations and offences that are not speech
_COMMERCE = """
    quảng cáo[^;]{0,80}?(?:sai|không đúng) / tham nhũng,(?: lãng phí,)? tiêu cực / tiêu cực, tham nhũng /
    (?:kê khai|khai báo|khai|báo cáo|hồ sơ|chứng từ|giấy tờ)[^,;]{0,40}?(?:sai sự thật|không đúng) / thông
    tin (?:sai sự thật|sai lệch|không đúng)[^;]{0,10}? về (?:giá|sản phẩm|hàng hóa|thuốc|thực phẩm|nguồn
    gốc|xuất xứ) / (?:lôi kéo|dụ dỗ|xúi giục|kích động)[^;]{0,60}?(?:ma túy|vượt biên|xuất cảnh|đánh
    bạc|đa cấp|tín dụng đen|mại dâm|bạo lực) / cản trở[^;]{0,60}?(?:nhà báo|phóng viên|báo chí|tác nghiệp)
"""
# names of laws, rights, procedures, systems and plans
_NAMES = """
    luật (?:khiếu nại|tố cáo|báo chí)(?:,? (?:và )?(?:luật )?tố cáo)? / quyền (?:khiếu nại|tố cáo) / ý
    kiến khiếu nại / (?:nếu|và|trường hợp|mà) không có[^;,]{0,30}(?:khiếu nại|tố cáo) / thời
    hạn[^;]{0,80}không có[^;,]{0,20}(?:khiếu nại|tố cáo) / quản lý nhà nước / dịch vụ internet[^;]{0,20}
    thông tin trên mạng / (?:công nghệ|hệ thống|an toàn|an ninh|hạ tầng|cổng|trang) thông tin(?! điện tử
    tổng hợp) / (?:tồn tại|yếu kém|khuyết điểm|những|còn|một số)(?:,| và)? hạn chế / (?:miễn|suy) giảm /
    giảm nghèo / định hướng (?:nghề|phát triển|quy hoạch|chiến lược|xã hội chủ nghĩa|giá trị|đến năm|không
    gian|đầu tư|sản xuất)
"""
_ORDINARY = _words(
    " / ".join((_IDEOLOGY, _ROUTINE, _ATTITUDES, _MATTERS_AT_HAND, _OWN_TEXTS, _COMMERCE, _NAMES))
)
"""Ordinary work that uses the same words; it is covered before anything is looked for."""

_ASKS = (
    _Ask("persons-by-opinion", _IDENTIFY, _DISSENTERS, 40),
    _Ask("press-steering", _MEDIA, _LINE_WORDS, 120),
    _Ask("press-steering", _LINE_WORDS, _MEDIA, 25),
    _Ask("press-steering", _words("định hướng"), _MEDIA, 30),
    _Ask("press-steering", _POLICE, _PRESS, 50, unless=_PARTNERS),
    _Ask("press-steering", _BROADCAST, _APPROVED, 40),
    _Ask("press-steering", _PRESS_BODIES, _SILENCE, 80),
    _Ask("speech-punishment", _PUNISH, _SPEECH, 100, turned=_PUNISHED, unless=_OTHER_OFFENCES, tail=60),
    _Ask("speech-punishment", _FORBID, _SPEAKING, 15, unless=_PRIVATE, tail=40),
    _Ask("speech-punishment", _SPEECH, _BE_PUNISHED, 60, unless=_OTHER_OFFENCES),
    _Ask("opinion-watch", _WATCH, _OPINION, 70, turned=_REPORTED),
    _Ask("opinion-watch", _LOOK_IN, _words("tâm tư"), 40, unless=_NEEDS, tail=40),
    _Ask("opinion-watch", _LOOK_IN, _ONLINE_LIFE, 40, unless=_HARMLESS_ONLINE, tail=30),
    _Ask("opinion-watch", _LOOK_IN, _words(_ONLINE), 6, unless=_words(f"trên / không gian mạng / {_OWN}")),
    _Ask("opinion-watch", _OPINION_OFFICES, _words("dư luận / social listening"), 20),
    _Ask("opinion-watch", _words("thăm dò"), _words("ý kiến"), 20),
    _Ask("opinion-watch", _WONDER, _words("nghĩ gì / nói gì / nghĩ thế nào"), 40),
    _Ask("opinion-steering", _STEER, _OPINION, 60, turned=_STEERED, unless=_MATTERS),
    _Ask("opinion-steering", _words("tạo / tạo ra / xây dựng"), _words("dư luận"), 5),
    _Ask("opinion-steering", _BEND, _words("nhận thức"), 30),
    _Ask("fewer-complaints", _LESS, _MASS, 80, unless=_HANDLED),
    _Ask("fewer-complaints", _LESS, _COMPLAINTS, 60, turned=_FEWER, unless=_HANDLED_LATE, tail=45),
    _Ask("fewer-complaints", _words("vận động / thuyết phục / yêu cầu"), _NO_COMPLAINING, 60),
)

_ANY_OBJECT = re.compile("|".join(dict.fromkeys(ask.object.pattern for ask in _ASKS)))
"""A sentence without any object is not looked at closer; that keeps long documents fast."""
