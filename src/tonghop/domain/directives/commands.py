"""The words with which a directive lays a task on somebody: what opens a duty, what a duty is, what commands.

Four things may stand behind a party. A *modal* binds it ("có trách nhiệm"), an *adverb* or adverbial opens
what it has to do ("khẩn trương", "căn cứ …"), a *verb* says what it has to do; or it is *told* of ("đã",
"là"), and nothing is asked. Some verbs also stand inside the names of classes of bodies ("các tổ chức cung
cấp dịch vụ"): they bind less surely. A *command* hands the task over: bodies of the Party and the Front are
asked ("đề nghị"), State bodies are told ("giao").

All words are in searchable form (lower case, new tone placement). Source: the verbs counted in published
directives of State and Party bodies, and the wordings of Decree 30/2020/NĐ-CP.
"""

import re

from tonghop.domain.directives.word_lists import alternatives

_MODALS = (
    # bound to do
    "có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần|sẽ",
    # bound to have something ready
    "có kế hoạch|có phương án|có giải pháp|có biện pháp|có văn bản",
    # bound not to
    "không được|không để|không",
)

_ADVERBS = (
    # how eagerly, how strictly
    "chủ động|tích cực|quyết liệt|kiên quyết|nghiêm túc|nghiêm chỉnh|nghiêm|gương mẫu|thật sự|thực sự|đúng",
    # how soon, how steadily
    "khẩn trương|kịp thời|nhanh chóng|sớm|tiếp tục|thường xuyên|luôn|lần lượt|tập trung|phấn đấu",
    # in person; please; besides, above all
    "trực tiếp|tự|kính|đồng thời|đặc biệt|nhất là|cùng với|cùng|ngoài việc|ngoài",
    # how often
    "định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|hằng tuần|hàng tuần|hằng ngày",
    "hàng ngày|mỗi",
    # on what ground
    "căn cứ|trên cơ sở|dựa trên|bám sát|với chức năng|với vai trò|tùy theo|tùy tình hình|tùy vào",
    "theo chức năng|theo nhiệm vụ|theo thẩm quyền|theo quy định|theo lĩnh vực|theo phạm vi|theo phân cấp",
    "theo phân công|trong phạm vi",
    # when, by when, in which case
    "trong quá trình|trong thời gian|ngay sau khi|sau khi|trước khi|khi|nếu|từ nay|chậm nhất|trước ngày",
    # to do more of, or better
    "nêu cao|đề cao|quan tâm|chú trọng|coi trọng|tổ chức tốt|làm tốt|thực hiện tốt|tăng cường|đẩy mạnh",
    "nâng cao|phát huy|mở rộng|đổi mới|siết chặt",
)

_VERBS = (
    # to lead, to carry out, to finish
    "bắn|canh gác|túc trực",
    "chủ trì|chỉ đạo|lãnh đạo|đầu mối|tiến hành|triển khai|tổ chức|vào cuộc|làm việc|làm|đi|ra quân|ra",
    "bắt đầu|hoàn thành|hoàn thiện|kết thúc|chuẩn bị|bố trí|huy động|chấp hành|tuân thủ|bảo đảm|đảm bảo",
    # to work together, to help
    "phối hợp|phối, kết hợp|kết hợp|lồng ghép|liên kết|kết nối|gắn kết|gắn|điều phối|liên hệ|đồng bộ",
    "thống nhất|thay mặt|giúp|hỗ trợ|tạo điều kiện|tạo|chia sẻ",
    # to advise, to propose, to ask
    "tham mưu|đề xuất|kiến nghị|trình|góp ý|tham vấn|trao đổi|đề nghị|yêu cầu|xin|mời|kêu gọi",
    # to draft, to issue, to amend
    "lập|hoạch định|dự thảo|soạn thảo|biên soạn|biên tập|viết|ban hành|ký ban hành|phát hành|quy định",
    "áp dụng|điều chỉnh|bổ sung|sửa đổi|đính chính|thay thế|bãi bỏ|thể chế hóa|cụ thể hóa|cụ thể|chuẩn hóa",
    "đơn giản hóa|đa dạng hóa|xã hội hóa|định kỳ hóa",
    # to decide, to choose
    "thẩm định|thẩm tra|xem xét|xét|phê duyệt|phê chuẩn|quyết định|thông qua|biểu quyết|kết luận|xác định",
    "lựa chọn|chọn|chọn cử|lấy|ưu tiên|dành|tính toán|thí điểm|thiết lập|thiết kế",
    # to appoint, to hand over, to arrange bodies and posts
    "phân công|giao|bàn giao|chuyển giao|chuyển|cử|điều động|luân chuyển|biệt phái|bổ nhiệm|tuyển dụng",
    "tuyển chọn|cử tuyển|sát hạch|thành lập|kiện toàn|củng cố|sắp xếp|sáp nhập|giải thể",
    # to watch, to check, to measure
    "theo dõi|đôn đốc|nắm|bám|rà soát|tổng rà soát|đi kiểm tra|đánh giá|khảo sát|điều tra|kiểm kê|kiểm định",
    "kiểm điểm|đo đạc|lấy mẫu|quan trắc|đối chiếu|so sánh|phân loại|phân tích|nghiệm thu|xác minh",
    # to report, to register, to keep records
    "báo cáo|tổng hợp|sơ kết|tổng kết|rút kinh nghiệm|thống kê|cập nhật|thu thập|kê khai|khai báo|đăng ký",
    "xác nhận|chứng nhận|gửi|nộp|nhập|xuất|ghi chép|ghi nhận|lưu trữ|số hóa|tích hợp|liên thông|bảo mật",
    "sao lưu",
    # to tell the public, to teach
    "tuyên truyền|phổ biến|quán triệt|vận động|hướng dẫn|giải thích|truyền đạt|thông báo|công khai|công bố",
    "niêm yết|đăng tải|đưa tin|phát sóng|phát thanh|phủ sóng|nhắn tin|gọi điện|điện|định hướng|giới thiệu",
    "trưng bày|sưu tầm|quảng bá|xúc tiến|treo|trang trí|bồi dưỡng|tập huấn|học tập|cảnh báo|dự báo",
    # to hear people and answer them
    "tiếp nhận|tiếp thu|nhận|phản ánh|trả lời|giải trình|làm rõ|tiếp công dân|tiếp xúc cử tri|tiếp xúc",
    "đối thoại|chất vấn|hòa giải|giải quyết",
    # to meet, to celebrate
    "họp|khai giảng|phát động|hưởng ứng|ký kết|ký hợp đồng|ký cam kết|ký quy chế|cam kết|mít tinh|diễu hành",
    "khởi công|động thổ|khánh thành|gặp mặt",
    # to praise
    "thi đua|nêu gương|nhân rộng|biểu dương|khen thưởng|tôn vinh|vinh danh|bình xét|bình chọn|suy tôn",
    "chấm điểm|công nhận|trao tặng|trao giải|trao|tặng|khuyến khích",
    # to correct, to prevent, to punish
    "nhắc nhở|phê bình|uốn nắn|chấn chỉnh|lưu ý|nêu|xử lý|xử phạt|tịch thu|thu hồi|cưỡng chế|đình chỉ",
    "tạm dừng|dừng|ngừng|phòng ngừa|ngăn chặn|phát hiện|đấu tranh|truy quét|bắt giữ|khởi tố|truy tố",
    "tống đạt|rà quét|gỡ bỏ",
    # money
    "cân đối|phân bổ|giải ngân|thanh toán|quyết toán|tiết kiệm|cắt giảm|cấp phát|xuất cấp|mua sắm|bảo lãnh",
    "khoanh nợ|gia hạn|miễn giảm|hoàn trả|hoàn thuế|thu hút|ủng hộ|quyên góp",
    # more, less, faster, slower
    "tăng|giảm|nâng|đưa|rút|kéo giảm|kéo dài|rút ngắn|đẩy nhanh|thúc đẩy|duy trì|giữ vững|ổn định|tháo gỡ",
    # care for people
    "chăm lo|thăm hỏi|động viên|tặng quà|cứu trợ|tiếp sức|tiếp tế|xét nghiệm|tiêm phòng|cách ly|truy vết|coi",
    # danger and rescue
    "tuần tra|ứng trực|trực ban|trực chiến|chốt chặn|khoanh vùng|sơ tán|di dời|tìm kiếm|cứu hộ|cứu nạn",
    "khắc phục|phun|tiêu hủy|thu gom",
    # goods and markets
    "cung ứng|điều tiết|bình ổn|dự trữ|phân phối|vận chuyển|bốc dỡ|truy xuất|nhận diện",
    # land and works
    "xây|dựng|đặt|lắp đặt|cài đặt|trang bị|căn chỉnh|sửa chữa|bảo dưỡng|bảo quản|bảo trì|tu bổ|tôn tạo",
    "gia cố|nạo vét|khơi thông|trồng|cắm mốc|giải tỏa|giải phóng",
)

# These are verbs, and also parts of the names of classes of bodies ("các tổ chức cung cấp dịch vụ chi trả").
_NAME_VERBS = (
    # trades
    "cung cấp|sản xuất|kinh doanh|thi công|nuôi trồng|chế biến|xuất khẩu|nhập khẩu|khai thác|đầu tư|cho vay",
    "chi trả",
    # services and care
    "đào tạo|dạy nghề|giáo dục|truyền thông|thông tin|tư vấn|trợ giúp|phục vụ|khám|điều trị|chăm sóc",
    "cai nghiện",
    # the State's own work
    "quản lý|thanh tra|kiểm tra|giám sát|kiểm soát|kiểm dịch|bảo vệ|thi hành|xét xử|cấp|thu",
    # any work
    "hoạt động|nghiên cứu|xây dựng|sử dụng|ứng dụng|vận hành|tham gia|thực hiện|in|mở",
)

_ONLY = r"chỉ(?! (?:đạo|huy|số|thị|tiêu))"

DUTY = re.compile(rf"(?:{alternatives(*_MODALS, *_ADVERBS, *_VERBS, *_NAME_VERBS)}|{_ONLY})(?!\w)")
"""What may follow a party that has a duty."""

CERTAIN_DUTY = re.compile(
    rf"(?:{alternatives(*_MODALS, *_ADVERBS)}"
    rf"|(?!(?:{alternatives(*_NAME_VERBS)})(?!\w))(?:{alternatives(*_VERBS)}))(?!\w)"
)
"""As DUTY, without the verbs that also stand inside names."""

SURE_DUTIES = (
    "có trách nhiệm",
    "chịu trách nhiệm",
    "phải",
    "cần",
    "chủ động",
    "khẩn trương",
    "căn cứ",
    "nghiêm túc",
    "tập trung",
)
"""The words of duty that never stand inside a name or a relative clause: they end one however long it is."""

COMMAND = re.compile(
    r"(?<!\w)(?:"
    r"(?:giao|phân công)(?: thêm)?(?: nhiệm vụ| trách nhiệm| việc)?(?: cho)?|ủy quyền(?: cho)?"  # tells
    r"|đề nghị|kính đề nghị|trân trọng đề nghị"  # asks
    r"|yêu cầu|chỉ đạo"
    r")(?= )"
)
"""A word that hands a task to the party named next to it."""

NARRATED = re.compile(
    r"(?:đã|đang|vẫn|còn|là|được|bị"
    r"|có(?! (?:trách nhiệm|nhiệm vụ|kế hoạch|phương án|giải pháp|biện pháp|văn bản)))(?!\w)"
)
"""What follows a party of which something is told, not asked."""
