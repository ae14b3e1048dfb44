"""The words with which a directive lays a task on somebody: verbs of duty, adverbs that open a duty, words of command.

All are in searchable form (lower case, new tone placement). Source: the verbs counted in published directives of
State and Party bodies and the wordings of Decree 30/2020/NĐ-CP; bodies of the Party and the Front are asked
("đề nghị"), State bodies are told ("giao", "yêu cầu").
"""

import re

_MODALS = """
có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|có kế hoạch|có phương án|có giải pháp|có biện pháp
có văn bản|phải|cần|sẽ|không được|không để
"""

_ADVERBS = """
chủ động|tích cực|kính|khẩn trương|kịp thời|thường xuyên|nghiêm túc|nghiêm chỉnh|tiếp tục|tập trung
trực tiếp|định kỳ|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng tuần|hàng tuần
hằng ngày|hàng ngày|căn cứ|trên cơ sở|theo chức năng|theo nhiệm vụ|theo thẩm quyền|theo quy định
theo lĩnh vực|theo phạm vi|theo phân cấp|theo phân công|trong phạm vi|trong quá trình
trong thời gian|tùy theo|tùy tình hình|tùy vào|quyết liệt|đồng thời|sớm|cùng với|cùng|luôn|phấn đấu
bám sát|dựa trên|với chức năng|với vai trò|ngay sau khi|sau khi|trước khi|khi|nếu|từ nay|chậm nhất
trước ngày|mỗi|nhanh chóng|kiên quyết|thật sự|thực sự|đặc biệt|tự|ngoài việc|ngoài|lần lượt|đúng
nghiêm|nhất là|nêu cao|đề cao|gương mẫu|quan tâm|chú trọng|coi trọng|tổ chức tốt|làm tốt
thực hiện tốt|tăng cường|đẩy mạnh|nâng cao|phát huy|mở rộng|đổi mới|siết chặt
"""

_VERBS = """
chủ trì|tiến hành|phối hợp|phối, kết hợp|kết hợp|tham mưu|chỉ đạo|lãnh đạo|triển khai|thực hiện
xây dựng|ban hành|hướng dẫn|kiểm tra|thanh tra|giám sát|theo dõi|đôn đốc|báo cáo|tổng hợp|rà soát
đánh giá|tuyên truyền|phổ biến|quán triệt|vận động|bố trí|cân đối|đề xuất|kiến nghị|trình|lập
phê duyệt|thẩm định|cập nhật|công khai|công bố|đăng tải|đưa tin|phát sóng|gửi|huy động|hỗ trợ
tạo điều kiện|bảo đảm|đảm bảo|duy trì|nhân rộng|biểu dương|khen thưởng|xử lý|giải quyết|ngăn chặn
phát hiện|đấu tranh|phòng ngừa|sử dụng|khai thác|thống kê|điều tra|khảo sát|tiếp nhận|tiếp thu
phản ánh|giúp|phân công|giao|bàn giao|cử|thành lập|kiện toàn|sắp xếp|tham gia|lồng ghép|lựa chọn
ưu tiên|xem xét|quyết định|tặng|chi trả|mở|nghiên cứu|thông báo|thông tin|kết nối|chuẩn bị|phát động
hưởng ứng|ký kết|thu|nộp|rút kinh nghiệm|sơ kết|tổng kết|phân bổ|xác định|giữ vững|chấp hành
tuân thủ|khuyến khích|chăm lo|bồi dưỡng|tập huấn|hoàn thành|hoàn thiện|khắc phục|kiểm soát|vận hành
mua sắm|điều chỉnh|bổ sung|sửa đổi|tham vấn|điều phối|đăng ký|nghiệm thu|quyết toán|thanh toán
giải ngân|tuần tra|ứng trực|trực ban|trực chiến|cứu hộ|sơ tán|di dời|cảnh báo|dự báo|tìm kiếm|ủng hộ
thăm hỏi|động viên|cam kết|làm|nắm|định hướng|xét|họp|thí điểm|in|phát hành|treo|trang trí|mời
điều động|niêm yết|lưu trữ|số hóa|đề nghị|yêu cầu|chọn|phân loại|phân tích|bám|khơi thông
khoanh vùng|tiêm phòng|cấp|chuyển|dành|đưa|nhận|rút|tạo|thẩm tra|xác minh|xác nhận|chứng nhận
thu thập|thu hồi|cắm mốc|giải tỏa|giải phóng|tháo gỡ|trả lời|tiếp công dân|đối thoại|chia sẻ
liên kết|giới thiệu|trưng bày|biên soạn|biên tập|sưu tầm|viết|đặt|dựng|sửa chữa|bảo dưỡng|bảo quản
tu bổ|tôn tạo|trồng|chăm sóc|điều trị|xét nghiệm|cách ly|phun|tiêu hủy|kiểm dịch|kiểm kê|kê khai
khai báo|nhập|truy xuất|truy quét|bắt giữ|khởi tố|truy tố|xét xử|thi hành|tống đạt|hòa giải|trợ giúp
bảo lãnh|cho vay|tiết kiệm|cắt giảm|đơn giản hóa|công nhận|tôn vinh|vinh danh|giáo dục|nêu gương
học tập|thi đua|cung ứng|điều tiết|bình ổn|dự trữ|thay thế|bãi bỏ|áp dụng|ứng dụng|thiết lập
thiết kế|chuẩn hóa|tích hợp|đồng bộ|liên thông|bảo mật|sao lưu|giải trình|làm việc|làm rõ|kiểm điểm
uốn nắn|chấn chỉnh|nhắc nhở|phê bình|rà quét|gỡ bỏ|lưu ý|nêu|gắn|khai giảng|tổ chức|ra quân|ra
thể chế hóa|cụ thể hóa|đa dạng hóa|xã hội hóa|đầu mối|tăng|giảm|nâng|kéo giảm|kéo dài|đẩy nhanh
rút ngắn|thúc đẩy|củng cố|ổn định|bổ nhiệm|tuyển dụng|tuyển chọn|cử tuyển|sát hạch|chấm điểm
bình xét|bình chọn|suy tôn|trao tặng|trao giải|mít tinh|diễu hành|phủ sóng|lắp đặt|nạo vét|gia cố
xây|chốt chặn|ngừng|dừng|đình chỉ|tạm dừng|thu gom|vận chuyển|phân phối|bốc dỡ|cứu trợ|cứu nạn
tiếp sức|tiếp tế|xử phạt|tịch thu|cưỡng chế|giải thể|sáp nhập|chuyển giao|nhận diện|truy vết
khoanh nợ|gia hạn|miễn giảm|hoàn trả|hoàn thuế|kết thúc|bắt đầu|khởi công|khánh thành|động thổ
kiểm định|đo đạc|lấy mẫu|quan trắc|định kỳ hóa|luân chuyển|biệt phái|phát thanh|truyền đạt
giải thích|tư vấn|nhắn tin|gọi điện|liên hệ|ghi chép|ghi nhận|đối chiếu|so sánh|ký ban hành
ký hợp đồng|ký cam kết|ký quy chế|phê chuẩn|thông qua|biểu quyết|chất vấn|tiếp xúc cử tri|tiếp xúc
gặp mặt|tặng quà|quyên góp|bảo trì|xuất cấp|cấp phát|đi kiểm tra|đi|coi|xin|quy định|thống nhất
gắn kết|tính toán|xuất|lấy|chọn cử|trao|tổng rà soát|vào cuộc|cụ thể|điện|bám sát|căn chỉnh|thay mặt
hoạch định|dự thảo|soạn thảo|góp ý|kết luận|đính chính|trao đổi|cài đặt|trang bị|kêu gọi|thu hút
xúc tiến|quảng bá
"""

# These are verbs, and also parts of the names of classes of bodies ("các tổ chức cung cấp dịch vụ chi trả").
_NAME_VERBS = """
cung cấp|sản xuất|kinh doanh|quản lý|đào tạo|truyền thông|đầu tư|bảo vệ|tư vấn|hoạt động|khám
thi công|nuôi trồng|chế biến|xuất khẩu|nhập khẩu|dạy nghề|nghiên cứu|sử dụng|giáo dục|xây dựng
chi trả|thông tin|tham gia|thực hiện|thi hành|cai nghiện|kiểm dịch|trợ giúp|chăm sóc|điều trị
phục vụ|thanh tra|kiểm tra|cấp|in|thu|mở|khai thác|ứng dụng|vận hành|giám sát|cho vay|kiểm soát
xét xử
"""


def _words(*lists: str) -> str:
    words = {w.strip() for part in lists for line in part.split("\n") for w in line.split("|") if w.strip()}
    return "|".join(w.replace(" ", r"[ ]+") for w in sorted(words, key=len, reverse=True))


_ONLY = r"chỉ(?! (?:đạo|huy|số|thị|tiêu))"

DUTY = re.compile(rf"(?:{_words(_MODALS, _ADVERBS, _VERBS, _NAME_VERBS)}|{_ONLY})(?!\w)")
"""What may follow a party that has a duty."""

CERTAIN_DUTY = re.compile(
    rf"(?:{_words(_MODALS, _ADVERBS)}|(?!(?:{_words(_NAME_VERBS)})(?!\w))(?:{_words(_VERBS)}))(?!\w)"
)
"""As DUTY, without the verbs that also stand inside names."""

COMMAND = re.compile(
    r"(?<!\w)(?:giao(?: cho)?|đề nghị|yêu cầu|phân công|chỉ đạo|ủy quyền(?: cho)?|kính đề nghị|trân trọng đề nghị)(?= )"
)
"""A word that hands a task to the party named next to it."""

NARRATED = re.compile(
    r"(?:đã|đang|vẫn|còn|là|được|bị|có(?! (?:trách nhiệm|nhiệm vụ|kế hoạch|phương án|giải pháp|biện pháp|văn bản)))(?!\w)"
)
"""What follows a party of which something is told, not asked."""
