"""The words by which a request of design rule 10 is known: actions, objects and what excuses a pair of them.

They stand apart from `rights`, which says how they meet in a sentence, because they are lists that grow with
the language of offices while the grammar there stays. Every list is written in the searchable form, by
meaning; " / " parts its forms, and a form may itself be a small pattern. Gaps inside a form are bounded.
"""

import re

from tonghop.domain.language import flat


def _either(forms: str) -> str:
    """Return a pattern for any of the forms, which slashes part; a form may itself be a small pattern."""
    return f"(?:{flat(forms).replace(' / ', '|')})"


def words(forms: str) -> re.Pattern[str]:
    """Return the compiled pattern of a list, whose forms are met as whole words only.

    >>> words("báo chí / phóng viên").findall("phóng viên và báo chí")
    ['phóng viên', 'báo chí']
    """
    return re.compile(rf"\b{_either(forms)}\b")


# Shared words
BAD = _either("""
    sai (?:sự thật|lệch|trái|quan điểm) / không đúng (?:sự thật|về|bản chất) / chưa (?:được )?kiểm chứng
    / xuyên tạc / bịa đặt / thất thiệt / xấu,? (?:và )?độc / độc hại / trái chiều / lệch lạc / tiêu cực
    / bôi nhọ / nói xấu / ngoài luồng / cực đoan / gây hiểu (?:sai|lầm|nhầm) / không có lợi / bất lợi /
    phản động / thù địch / kích động / chống phá(?! rừng| hoại| hủy| dỡ| sản) / gây hoang mang / thiếu
    (?:chuẩn mực|thiện chí|kiểm chứng) / một chiều / chỉ trích / vu khống / phủ nhận / (?:gây |làm
    )?(?:mất|ảnh hưởng(?: đến)?|hạ thấp) uy tín / trái (?:với )?(?:quan điểm|đường lối|nghị quyết|chủ
    trương|chỉ thị|kết luận|cương lĩnh)
""")
UTTERANCE = _either("""
    tiếng nói / nhận định / lập luận / thông tin / tin / bài(?: viết| đăng)? / nội dung / quan điểm / ý
    kiến / video / clip / hình ảnh / lời lẽ / tài liệu / trang mạng / trang tin / trang web / thư nặc
    danh / đơn thư / tác phẩm / bài hát / vở diễn / bài giảng / (?<!chính )(?<!danh )(?<!ngân )sách /
    (?:hội,? )?nhóm / phóng sự
""")
UTTERING = _either("""
    đăng tải / đăng(?! ký) / phát tán / tán phát / chia sẻ / lan truyền / bình luận / phát ngôn / phát
    biểu / nói / bàn tán / livestream / viết / phổ biến / tung / loan
""")
ONLINE = _either("""
    mạng xã hội / facebook / zalo / tiktok / youtube / fanpage / trang cá nhân / diễn đàn / trên mạng /
    không gian mạng
""")
GRASP = "(?:bám )?nắm(?: bắt| chắc| vững| sát| rõ| tình hình)?"

# Watching opinion
WATCHED = f"""
    dư luận / tư tưởng / tâm trạng / tâm thế / tâm lý xã hội / cảm xúc / đồn đoán / xì xào / lời
    (?:bàn|đồn|ra tiếng vào) / luồng ý kiến / luồng thông tin / suy nghĩ / sắc thái / bình luận / bàn
    luận / bàn tán / bàn ra tán vào / chính kiến / lòng tin / niềm tin(?! tín ngưỡng| tôn giáo) / mức độ
    (?:tin tưởng|ủng hộ|đồng thuận|đồng tình) / xu hướng chính trị / phản ứng (?:của |trong )?(?:trên
    mạng|nhân dân|người dân|quần chúng|dư luận|xã hội) / tin đồn / ý kiến (?:trái chiều|khác nhau
    (?:trong|của)|bình luận|phản đối|không đồng tình) / phát ngôn(?! (?:báo chí|và cung cấp|viên)) /
    thái độ (?:chính trị|của|trước|đối với) / (?:nhận thức|thông tin|tin|bài viết) (?:{BAD}|chưa đúng) /
    luận điệu / tự diễn biến / quan điểm (?:của (?:nhân dân|người|cán bộ|đảng viên|hội viên|đoàn
    viên|quần chúng|sinh viên)|chính trị|sai|thù|trái|lệch|khác|chưa|không) / khen,? chê / chủ đề nóng /
    ý kiến gay gắt
"""
OPINION = words(WATCHED)
WATCH = words(f"""
    {GRASP} / theo dõi / giám sát / thăm dò / điều tra / khảo sát / thu thập / tổng hợp / phân tích /
    phân loại / đánh giá / dự báo / rà quét / rà soát / quét / lắng nghe / phản ánh / báo cáo(?! viên) /
    thống kê / quản lý / kiểm tra / kiểm soát / tìm hiểu / ghi nhận / phát hiện / nhận diện / theo sát /
    đo lường / để biết / nghe ngóng / cảnh báo / ghi chép / quan sát / cập nhật / đếm / chấm điểm / phân
    nhóm / dõi theo / bám sát / nhận biết / lập (?:sổ|bảng|báo cáo) / điểm(?= lại| các| những) / trinh
    sát / sưu tầm / thông tin về / lượng hóa / đo
""")
ANSWERED = words("trả lời / giải trình / tiếp thu")
SOUND_OUT = words("thăm dò")
REPORTED = words("báo cáo(?! viên) / nắm bắt / nắm / theo dõi / tổng hợp / phản ánh / phân tích / đánh giá")
SAYING = words("""
    (?<!người )(?<!quy chế )(?<!quy định )(?<!quy định về )phát ngôn(?! viên| báo chí| và cung cấp) /
    thái độ (?:với|đối với) (?:chính quyền|đảng|chủ trương|nhà nước) / than phiền[^;,]{0,10} trên mạng
""")
REPORTING_DARK_SIDES = words("báo cáo / kiểm điểm / kết luận")
SAYING_OFFICIALLY = words("người phát ngôn / cung cấp thông tin / họp báo")
ILL_SPEECH = words("nói xấu / xuyên tạc / bôi nhọ / thất thiệt / trái chiều / tin đồn / luận điệu")
VIEWS = words("""
    quan điểm(?! chỉ đạo|, mục tiêu| phát triển| của đảng| quy hoạch| về| xây dựng| nhất quán)
""")
EXAMINE = words("xem xét / thẩm tra / kiểm tra / đánh giá / thẩm định")
STRUGGLE_ONLINE = words("đấu tranh (?:trên|qua) (?:không gian mạng|mạng xã hội|internet)")
CRIMES = words("""
    tội phạm / lừa đảo / đánh bạc / cờ bạc / ma túy / tín dụng / mua bán / xâm hại / gian lận / buôn lậu
""")
NEEDS_NAMED = "nguyện vọng / kiến nghị / khó khăn / đời sống / nhu cầu"
NEEDS = words(NEEDS_NAMED)
NEEDS_MET = words(f"{NEEDS_NAMED} / giải quyết / tháo gỡ / khắc phục")
TALKING = words("""
    (?:bà con|dân|nhân dân|người dân|quần chúng|công nhân|sinh viên|giáo viên|đồng bào|tín đồ|ai)(?:
    đang| hay| thường)? (?:nghĩ|nói|bàn (?:gì|tán|ra)|kêu(?! gọi)|phàn nàn|chê|than (?:phiền|vãn)) /
    nghĩ gì / nói gì / bàn gì / nghĩ thế nào / chuyện ăn nói
""")
WONDER = words(f"nghe / hiểu / biết / tìm hiểu / tổng hợp / ghi / theo dõi / {GRASP} / để ý")
OPINION_OFFICES = words("""
    giao ban / cộng tác viên / mạng lưới / công tác / tổ(?! dân phố) / nhóm / phần mềm / bản tin / điểm
    tin
""")
LOOK_IN = words(f"""
    {GRASP} / theo dõi / giám sát / rà quét / rà soát / quét / quản lý / kiểm soát / lắng nghe / kiểm
    tra / theo sát / cập nhật / điểm(?= lại| các| những)
""")
ONLINE_LIFE = words(f"""
    (?:bài viết|bài đăng|bình luận|hội,? nhóm|nhóm|nội dung|thông tin|hoạt động|tài khoản|sử dụng|trao
    đổi|trang)[^;]{{0,50}}? {ONLINE}
""")
OWN = """
    (?:trang|tài khoản|fanpage|kênh|cổng|nhóm)[^;]{0,30}? của (?:cơ quan|đơn vị|sở|ban|trường|nhà
    trường|ngành|ủy ban|tỉnh|huyện|xã|mình) / chính thức
"""
HARMLESS_ONLINE = words(f"""
    kinh doanh / bán hàng / thương mại / quảng cáo / lừa đảo / thời tiết / thiên tai / mưa / dịch bệnh /
    khiêu dâm / đồi trụy / xâm hại / cá nhân của (?:người dân|khách) / mã độc / kiến nghị / cờ bạc /
    hàng giả / ma túy / {OWN}
""")

# Steering opinion
STEER = words("""
    định hướng / hướng(?! dẫn| nghiệp| tới| đến| về) / chấn chỉnh / uốn nắn / đấu tranh / phản bác / bác
    bỏ / ổn định / dẫn dắt / giải tỏa / trấn an / lấn át / xử lý / đẩy lùi / giữ vững / ngăn chặn / ngăn
    ngừa / phòng ngừa / khắc phục / điều chỉnh / phê phán / làm thất bại / bảo vệ(?: vững chắc)? nền
    tảng / không để / hướng lái / lái / tác động / chuyển hóa / hạn chế / dập tắt / khống chế / chấm dứt
    / lên án / vạch trần / lật tẩy / đập tan / giành / chiếm lĩnh / làm chủ / chi phối / can thiệp / dẹp
    / khơi thông / đả thông / làm thông / hóa giải / xoa dịu / làm dịu / hạ nhiệt / pha loãng / áp đảo /
    phủ xanh / bảo đảm(?= dư luận| an ninh| ổn định) / giữ(?! gìn) / cảm hóa / giáo dục, thuyết phục /
    phòng, chống / tránh
""")
STEERED = words("định hướng / chấn chỉnh / uốn nắn / đấu tranh / phản bác / bác bỏ / ổn định / thuận chiều")
MATTERS = words("(?:vấn đề|nội dung|thông tin|vụ việc)[^;]{0,20}? dư luận / gây(?: ra)? dư luận")
BEND = words("định hướng / chuyển hóa / uốn nắn / chấn chỉnh")
MINDS = words("""
    tâm lý (?:quần chúng|nhân dân|người dân|xã hội|cán bộ|đội ngũ|hoang mang|băn khoăn|dao động|lo|bất
    an|đám đông|chung|của) / tư tưởng / tâm tư / nhận thức (?:lệch|sai|chưa)
""")
SOOTHE = words("""
    (?:giữ |bảo đảm |sớm )?ổn định / giữ(?: vững| yên)?(?! gìn) / bình ổn / trấn an / xoa dịu / làm dịu
    / khơi thông / đả thông / làm thông / hóa giải / giải tỏa / hạ nhiệt
""")
CARE = words("""
    học sinh / thí sinh / bệnh nhân / người bệnh / nạn nhân / trẻ em / tư vấn / sức khỏe / bão / lũ /
    thiên tai / nguyện vọng
""")
IDEAS_WORK = words("""
    (?:làm|chú trọng|coi trọng|tăng cường|đẩy mạnh|thực hiện|bằng|tiến hành|kiên trì)(?: tốt)? công tác tư
    tưởng(?! (?:-|văn hóa|hồ chí minh))
""")
SLANTED = words(f"""
    luận điệu / {UTTERANCE} [^;,]{{0,15}}?(?:trái chiều|sai trái|thù địch|phản động|lệch lạc|cực
    đoan|xấu,? độc|xuyên tạc|ngoài luồng)
""")
INFORMATION_FIELD = words("(?:trận địa|mặt trận|khoảng trống)(?: về)? (?:thông tin|tư tưởng)")
SCHOOLING = words("""
    tập huấn / kỹ năng / tự bảo vệ / trẻ em / quảng cáo / lừa đảo / số liệu / hồ sơ / nhận diện, phòng
    tránh
""")
OPINION_AT_LARGE = words("dư luận")
OPINION_IN_PASSING = words("""
    (?:phản ánh|nêu|đồng tình|hoan nghênh|quan tâm|đánh giá cao|bức xúc|xôn xao|ủng hộ|ghi
    nhận)[^;,]{0,30}? dư luận / dư luận[^;,]{0,30}? (?:phản ánh|nêu|đồng tình|hoan nghênh|quan tâm|đánh
    giá cao|bức xúc|ủng hộ) / (?:cung cấp|trả lời|giải trình|công khai|cho|trước|với)[^;]{0,40}? dư luận
    / báo chí(?:,| và) dư luận
""")

# Punishing speech
DISSENT = _either("""
    (?:châm biếm|đả kích|phê phán|chê bai|chống đối|công kích|chỉ trích|phản đối|hạ uy tín)[^;,]{0,12}?
    (?:chế độ|chính quyền|lãnh đạo|đảng|nhà nước|chủ trương|đường lối|cấp trên)
""")
DISSENTING = words(DISSENT)
SPEECH = words(f"""
    xuyên tạc / tin giả / tin đồn / tung tin / nói sai / (?:tham gia|kêu gọi|rủ)[^;,]{{0,15}}? (?:biểu
    tình|đình công|tụ tập|khiếu|ký đơn) / lời lẽ / nặng lời / than thở / chê bai / ký (?:vào
    )?[^;,]{{0,12}}tập thể / {DISSENT} / bôi nhọ / nói xấu / chống phá(?! rừng| hoại| hủy| dỡ| sản) /
    luận điệu / kích động / trái quan điểm / phát ngôn (?:trái|sai|lệch|thiếu|không) / đưa tin
    (?:sai|một chiều) / bàn tán / bàn ra tán vào / lợi dụng (?:việc |quyền )?(?:tự do|dân chủ|khiếu|tố
    cáo) / {UTTERANCE}[^;]{{0,40}}? {BAD} / {UTTERING}[^;]{{0,60}}? (?:{BAD}|(?:chưa|không|thiếu)
    (?:chính xác|xác thực)) / (?:lôi kéo|xúi giục)[^;]{{0,40}}? (?:nhân dân|người dân|quần chúng|đồng
    bào|phản đối|khiếu|biểu tình|tụ tập)
""")
PUNISH = words("""
    cam kết không / gặp (?:riêng|gỡ, giáo dục) / cảm hóa / có (?:biện pháp|đối sách) / viết kiểm điểm /
    xử lý / xử phạt / xử trí / phạt / kỷ luật / kiểm điểm / nhắc nhở / răn đe / trừng trị / nghiêm trị /
    cấm / ngăn chặn / ngăn ngừa / phòng ngừa / (?<!tháo )gỡ / xóa / chặn / khóa / truy tìm / xác minh /
    làm rõ / phát hiện / vô hiệu hóa / triệu tập / không để / không được / chịu trách nhiệm / truy cứu /
    khởi tố / điều tra / tẩy chay / không(?= (?:nghe|tin|đăng|chia sẻ|phát tán|lan truyền)) / mời lên /
    mời(?: lên)? làm việc / hạ(?: một)? bậc / hạ xếp loại / trừ điểm / buộc / xem xét trách nhiệm / đình
    chỉ / phê bình / không xét / đánh sập / triệt phá / bóc gỡ
""")
BE_PUNISHED = words("""
    (?:phải|bị|được|cần|sẽ)(?: bị)?(?: xem xét)? (?:xử|kỷ luật|kiểm điểm|nhắc nhở|gỡ|xóa|chặn|khóa|phê
    bình|đình chỉ|trách nhiệm|trừ|hạ) / (?:phải|bị)[^;,]{0,15} (?:kỷ luật|nhắc nhở|hạ điểm)
""")
PUNISHED = words("xử lý / xử phạt / kỷ luật / kiểm điểm / gỡ / gỡ bỏ / xóa / ngăn chặn / truy cứu")
POSTING = words("""
    livestream / tự ý (?:quay|ghi|chụp) / (?:đăng|đưa|tung|phát)(?: tải| bài| tin| clip)? lên mạng /
    đăng (?:tải|bài|tin|clip|ảnh) / quay clip
""")
CALL_TO_ACCOUNT = words("""
    xử lý / xử phạt / kỷ luật / nhắc nhở / răn đe / kiểm điểm / triệu tập / mời lên / mời làm việc / lập
    biên bản
""")
OTHER_POSTS = words("""
    quảng cáo / lừa đảo / khiêu dâm / đồi trụy / xâm hại / trẻ em / bán hàng / mua bán / rao bán / kinh
    doanh / hàng giả / dữ liệu / bí mật / cờ bạc / công khai / trên báo / chậm / thủ tục / kết quả / cổng /
    đề thi / bản quyền
""")
PUT_UP_SPEECH = words("""
    (?:chọn|lựa chọn|hướng dẫn|phân vai|gợi ý)[^;,]{0,10} (?:cử tri|người dân|nhân dân|bà
    con)[^;]{0,40}? phát biểu / bình luận (?:ủng hộ|tích cực|có lợi|thuận chiều)
""")
REMARKS = words("bình luận / bài đăng / bài viết / phát ngôn / lời nói / trạng thái / clip / video")
REMOVE = words("(?<!tháo )gỡ(?: bỏ| ngay| xuống)? / xóa / ẩn / chặn / khóa")
FORBID = words("""
    nghiêm cấm / cấm / tuyệt đối không / không được / không(?= (?:tự ý|tùy tiện|bình luận|bàn))
""")
SPEAKING = words("""
    bình luận / phát ngôn / bàn tán / bàn luận / trả lời phỏng vấn / trả lời báo chí / lên tiếng /
    (?:chia sẻ|phát tán|đăng tải|đăng)[^;]{0,20}?(?:clip|video|bài|tin) / nói (?:đến|về)
""")
PRIVATE = words("dữ liệu / cá nhân / mật / mật khẩu / trẻ em / quảng cáo / xâm hại / bản quyền / đề thi")
OTHER_OFFENCES = words("""
    quảng cáo / lừa đảo / khiêu dâm / đồi trụy / xâm hại / hàng giả / số liệu / hồ sơ / dữ liệu / trẻ em
    / đính chính / cổng thông tin / mã độc
""")

# Steering the press
LINE = _either("""
    (?:đúng|bám sát|sát|chệch|lệch) (?:sự )?định hướng / theo định hướng (?:của|chính trị|tuyên
    truyền|thông tin) / đúng tôn chỉ
""")
LINE_WORDS = words(LINE)
LEAD = words("định hướng")
MEDIA = words("""
    báo chí / báo,? đài / các báo(?! cáo| hiệu| động) / báo tỉnh / đài tỉnh / phóng viên / nhà báo /
    truyền thông / thông tin đại chúng / xuất bản / phát thanh / truyền thanh / truyền hình / tin,? bài
    / đưa tin / tạp chí / thông tin / tuyên truyền
""")
PRESS_BODIES = words("""
    báo chí / báo,? đài / các báo(?! cáo| hiệu| động) / báo tỉnh / đài tỉnh / phóng viên / tạp chí
""")
SILENCE = words("""
    (?:không|chưa|dừng|ngừng|hạn chế) (?:được )?(?:tự ý |tùy tiện )?(?:đưa tin|đăng(?! quảng cáo)|khai
    thác|phát sóng) / chỉ (?:được )?(?:đăng|đưa tin|phát)(?: tải| phát)? theo / liều lượng / giật gân /
    suy diễn / có lợi cho
""")
BROADCAST = words("phát sóng / đăng phát / đưa tin / tin,? bài / bài viết")
OUTLETS = words("""
    báo chí / báo,? đài / các báo(?! cáo| hiệu| động) / báo nào / phóng viên / nhà báo / tạp chí / tòa
    soạn / biên tập viên / đưa tin / tin,? bài / bài báo / tác nghiệp / lên báo / phóng sự
""")
RULED = words("""
    qua [^;,]{1,30} duyệt / xin (?:phép|ý kiến) / (?:được|phải có|có) [^;,]{0,40}?(?:đồng ý|cho
    phép|chấp thuận) / tự khai thác / giải trình / gỡ(?: bỏ)? / rút bài / đình bản / thu hồi thẻ / một
    đầu mối / (?:chưa|khi) có ý kiến / do [^;,]{1,30} quyết định / chỉ [^;,]{0,15}?theo / nhắc nhở /
    không khai thác / hạ bài / có định hướng / để lựa chọn / gửi trước
""")
RULING = words("""
    gỡ(?: bỏ)? / rút / hạ bài / đình bản / thu hồi thẻ / chấm điểm / xếp (?:loại|hạng) / biên tập lại /
    nhắc nhở / sửa chữa / phân loại
""")
OUTPUT = words("""
    báo chí / báo,? đài / các báo(?! cáo| hiệu| động) / phóng viên / nhà báo / tạp chí / tin,? bài / bài
    báo / bản tin
""")
OWN_ANSWERS = words("""
    cung cấp thông tin / giải trình với / phản ánh / nêu / cổng / giả danh / quảng cáo / trao giải /
    giải (?:thưởng|báo chí) / tác phẩm / cuộc thi
""")
KEEP_OUT = words("không để / tránh để / ngăn / né tránh")
NO_DARK_SIDES = words("""
    (?:hạn chế|tránh|không|bớt) (?:nêu|nói|đề cập|khai thác|phản ánh|tập trung)[^;,]{0,15}? (?:mặt
    trái|tồn tại|yếu kém|tiêu cực|mặt hạn chế) / khủng hoảng truyền thông
""")
REVIEW = words("duyệt / (?<!ban )biên tập / kiểm duyệt / thẩm định / thông qua / cho ý kiến / xem trước")
BEFORE_PRINT = words("trước khi (?:phát sóng|đăng(?! ký)|xuất bản|lên sóng|lên khuôn)")
OWN_REVIEW = words("""
    quảng cáo / chính tả / số liệu / cổng / thuốc / hóa đơn / đề thi / của (?:đơn vị|cơ quan) mình
""")
NAMES_WITHHELD = words("dữ liệu / danh tính / nạn nhân / gia đình / cá nhân / trẻ em / bệnh nhân")
ONE_VOICE = words("""
    chỉ (?:được )?(?:đăng(?: tải| phát)?(?! ký| bán| tuyển)|đưa tin|nói|phát sóng|phát
    ngôn|thông tin|tuyên truyền)[^;]{0,30}? (?:đã được|do|theo|khi được)
""")
APPROVED = words("(?:được|sau khi|khi)[^;,]{0,40}?(?<!phê )duyệt")
POLICE = words("""
    kiểm duyệt / kiểm soát / chấn chỉnh / siết chặt / giám sát / theo dõi / quản lý(?=,| chặt| nội dung|
    tốt) / kiểm tra / thanh tra / duyệt / xử lý / kỷ luật / nhắc nhở / thẩm định / phê duyệt
""")
PRESS = words("""
    báo chí / báo,? đài / phóng viên / nhà báo / tin,? bài / đưa tin / xuất bản phẩm / (?:nội dung|hoạt
    động|chương trình)[^;,]{0,30}(?:phát thanh|truyền hình|truyền thanh|báo|xuất bản|tạp chí) / trang
    (?:thông tin|tin) điện tử tổng hợp / tạp chí
""")
PARTNERS = words("""
    phối hợp / cung cấp / đề nghị / mời / qua / họp báo / thông tin cho / trả lời / công khai / trên /
    giả danh / cho báo chí / (?:cho|phục vụ|hỗ trợ|tạo điều kiện)[^;,]{0,10} (?:các )?(?:báo chí|phóng
    viên|nhà báo|cơ quan báo)
""")

# Fewer complaints
NO_COMPLAINING = words("""
    rút đơn / không (?:khiếu|kêu|tố) / không (?:gửi|viết|nộp|làm) đơn / thôi (?:khiếu|kiện) /
    (?:dừng|ngừng) (?:khiếu|kiện) / không (?:khởi|đi) kiện / rút (?:đơn|kiện) / (?:không|thôi|ngừng)
    tiếp tục (?:khiếu|tố|kiện|gửi)
""")
LESS = words("""
    hạn chế / (?:kéo |cắt )?giảm(?: thiểu| dần)? / không để / không phát sinh / không có / không còn /
    không xảy ra / để xảy ra / chấm dứt / rút đơn / không tham gia / ngăn chặn / ngăn ngừa / phòng ngừa
    / tránh / hạ(?: thấp| bớt| dần)? / ngăn / bớt / kìm / làm giảm / dưới / giảm nhiệt / thấp
    (?:nhất|hơn) / không(?= khiếu| vượt| tố) / kiềm chế / khống chế / triệt tiêu / loại trừ / không gửi
    / đẩy lùi
""")
FEWER = words("""
    giảm / thấp hơn / không tăng / không phát sinh / trừ điểm / không xét / không được xét / không có /
    phê bình / hạ bậc / trừ [0-9]{1,3} điểm
""")
COMPLAINTS = words("""
    khiếu kiện / khiếu nại / tố cáo / đơn thư / đơn (?:phản ánh|kiến nghị|tố|khiếu|vượt) / số đơn / vượt
    cấp / gửi đơn / đi kiện / đơn (?:nặc danh|tập thể) / đoàn đông người / kéo (?:lên|đến|về)
    (?:tỉnh|huyện|trung ương|hà nội|trụ sở)
""")
MASS = words("khiếu kiện / vượt cấp / khiếu nại đông người")
HANDLING = """
    thời gian / thời hạn / giải quyết / xử lý / trả lời / tiếp nhận / sai sót / thiếu sót / công tác(?=
    giải quyết| tiếp| xử lý) / căn cứ / khuyến khích / bảo vệ / lộ / trả thù / trù dập / đe dọa / đi lại
    / người (?:tố cáo|khiếu nại) / chậm / quá hạn / tồn đọng
"""
HANDLED = words(HANDLING)
HANDLED_LATE = words(f"{HANDLING} / kéo dài / trễ / bỏ sót / thất lạc / chờ")

# Persons by their opinion
IDENTIFY = words(f"""
    (?:lập |báo cáo |cung cấp )?danh sách / phát hiện / nhận diện / nhận dạng / thống kê / phân loại /
    quản lý / theo dõi / rà soát / truy tìm / xác minh / tố giác / tin báo / giám sát / sàng lọc / ghi
    tên / lập sổ / (?:biện pháp|đối sách) (?:đối )?với / gặp riêng / cảm hóa / danh tính / sưu tra /
    {GRASP} / nằm lòng / ghi rõ
""")
PERSON = _either("""
    ai / nhân sĩ / trí thức / quần chúng / bà con / văn nghệ sĩ / đối tượng / người / cá nhân / phần tử
    / cán bộ / đảng viên / giáo viên / sinh viên / học sinh / hộ(?: dân| gia đình)? / tài khoản / chức
    sắc / tín đồ / đoàn viên / hội viên / công nhân / trường hợp
""")
PETITIONERS = words("""
    (?:nhân thân|lai lịch|động cơ)[^;]{0,40}? đơn / (?:đứng|ký|viết|gửi) đơn[^;]{0,40}? (?:nhân thân|lai
    lịch|động cơ)
""")
DISSENTERS = words(f"""
    {PERSON}[^;]{{0,40}}? (?:tư tưởng|lời nói|phát ngôn|chống đối|bất mãn|cực đoan|phản đối|(?:không|chưa)
    thuận|(?:không|chưa) đồng (?:tình|thuận)|khiếu kiện|lệch lạc|lời lẽ|chỉ trích|(?:tham gia|hay|thường
    xuyên) (?:bình luận|chia sẻ)|ly khai|đăng bài|nói xấu|xuyên tạc|kích động|(?:phát biểu|nói|có ý
    kiến|ý kiến) (?:khác|trái|phản đối)|quan điểm (?:khác|sai|trái|chống|lệch|không|cực))
""")

# the ideology and the study campaign that are named after a person
IDEOLOGY = """
    tư tưởng(?:, đạo đức)?(?:,? (?:và )?phong cách)?(?: của)?(?: chủ tịch| bác)? hồ chí minh / tư tưởng,
    đạo đức, phong cách / tư tưởng (?:về )?thi đua
"""
# the body's own routine education
ROUTINE = """
    (?:công tác|giáo dục|bồi dưỡng|sinh hoạt|nhiệm vụ|học tập|xây dựng đảng về)(?: giáo dục)? chính
    trị(?:,| và| -)? tư tưởng / giáo dục tư tưởng / (?:phẩm chất|lập trường|bản lĩnh|tiêu chuẩn)(?:
    về)?(?: chính trị,)? tư tưởng
"""
# attitudes to work, and other senses of the word
ATTITUDES = """
    tư tưởng (?:trông chờ|ỷ lại|chủ quan|lơ là|nóng vội|ngại|cục bộ|nhiệm kỳ|bao cấp|thành tích|đối phó|né
    tránh|sợ|trung bình|an phận|trọng nam|lạc hậu|đổi mới|chỉ đạo|xuyên suốt|cốt lõi|tiến bộ)
"""
# a matter that people are angry about is handled, not their anger
MATTERS_AT_HAND = """
    (?:gây|tạo)(?: ra)? (?:bức xúc|xôn xao)(?: trong)? dư luận / (?:báo chí|cử tri)(?:,| và) dư luận /
    (?:báo chí|dư luận)(?: xã hội)? (?:đã |có )?(?:phản ánh|nêu|đăng tải) / (?:vụ việc|vụ án|dự án|công
    trình|vi phạm) (?:được |mà |có )?(?:nhiều )?dư luận
"""
# the office's own texts and accounts
OWN_TEXTS = """
    (?:cổng|trang) thông tin(?! điện tử tổng hợp)[^;]{0,60}? tin,? bài / nghe dân nói / tin,?
    bài[^;]{0,60}?(?:cổng|website|trang thông tin(?! điện tử tổng hợp)) / tài khoản[^;]{0,40}? chính
    thức
"""
# commerce, declarations and offences that are not speech
COMMERCE = """
    (?:bình luận|tin nhắn|bài viết|trang)[^;]{0,20}? (?:mã độc|lừa đảo|quảng cáo) / quảng
    cáo[^;]{0,80}?(?:sai|không đúng) / tham nhũng,(?: lãng phí,)? tiêu cực / tiêu cực, tham nhũng /
    (?:kê khai|khai báo|khai|báo cáo|hồ sơ|chứng từ|giấy tờ)[^,;]{0,40}?(?:sai sự thật|không đúng) /
    thông tin (?:sai sự thật|sai lệch|không đúng)[^;]{0,10}? về (?:giá|sản phẩm|hàng hóa|thuốc|thực
    phẩm|nguồn gốc|xuất xứ) / (?:lôi kéo|dụ dỗ|xúi giục|kích động)[^;]{0,60}?(?:ma túy|vượt biên|xuất
    cảnh|đánh bạc|đa cấp|tín dụng đen|mại dâm|bạo lực) / cản trở[^;]{0,60}?(?:nhà báo|phóng viên|báo
    chí|tác nghiệp)
"""
# names of laws, rights, procedures, systems and plans
NAMES = """
    dân biết,? dân bàn / (?:thời tiết|khí hậu|thiên tai|hiện tượng)[^;,]{0,20} (?:cực đoan|bất lợi) /
    (?:giải quyết|trả lời|tiếp nhận|thụ lý)(?: đơn| các đơn| các vụ việc)? (?:khiếu nại|tố cáo)(?:,(?:
    giải quyết)? tố cáo)? (?=phải chịu|chịu trách|bị phê bình|bị kiểm điểm) / luật (?:khiếu nại|tố
    cáo|báo chí)(?:,? (?:và )?(?:luật )?tố cáo)? / quyền (?:khiếu nại|tố cáo) / ý kiến khiếu nại /
    (?:nếu|và|trường hợp|mà) không có[^;,]{0,30}(?:khiếu nại|tố cáo) / thời hạn[^;]{0,80}không
    có[^;,]{0,20}(?:khiếu nại|tố cáo) / quản lý nhà nước / dịch vụ internet[^;]{0,20} thông tin trên
    mạng / (?:công nghệ|hệ thống|an toàn|an ninh|hạ tầng|cổng|trang) thông tin(?! điện tử tổng hợp) /
    (?:tồn tại|yếu kém|khuyết điểm|những|còn|một số)(?:,| và)? hạn chế / (?:miễn|suy) giảm / giảm nghèo
    / định hướng (?:nghề|phát triển|quy hoạch|chiến lược|xã hội chủ nghĩa|giá trị|đến năm|không gian|đầu
    tư|sản xuất)
"""
ORDINARY = words(" / ".join((IDEOLOGY, ROUTINE, ATTITUDES, MATTERS_AT_HAND, OWN_TEXTS, COMMERCE, NAMES)))
"""Ordinary work that uses the same words; it is covered before anything is looked for."""
