"""The usual abbreviations of bodies and places, spelled out."""

from collections.abc import Mapping
from types import MappingProxyType

from tonghop.domain.language import match_key, without_marks

SHORT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "ubnd": "ủy ban nhân dân",
        "hđnd": "hội đồng nhân dân",
        "ubmttq": "ủy ban mặt trận tổ quốc",
        "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
        "mttq": "mặt trận tổ quốc",
        "mttqvn": "mặt trận tổ quốc việt nam",
        "btg": "ban tuyên giáo",
        "btgdv": "ban tuyên giáo và dân vận",
        "bdv": "ban dân vận",
        "ttct": "trung tâm chính trị",
        "ttyt": "trung tâm y tế",
        "tp": "thành phố",
        "tphcm": "thành phố hồ chí minh",
        "hcm": "hồ chí minh",
        "tx": "thị xã",
        "tt": "thị trấn",
        "h": "huyện",
        "q": "quận",
        "p": "phường",
        "x": "xã",
        "ca": "công an",
        "vp": "văn phòng",
        "bch": "ban chỉ huy",
        "chqs": "chỉ huy quân sự",
        "ldld": "liên đoàn lao động",
        "lđlđ": "liên đoàn lao động",
        "hnd": "hội nông dân",
        "lhpn": "liên hiệp phụ nữ",
        "hlhpn": "hội liên hiệp phụ nữ",
        "ccb": "cựu chiến binh",
        "hccb": "hội cựu chiến binh",
        "đtn": "đoàn thanh niên",
        "tncs": "thanh niên cộng sản",
        "ptth": "phát thanh truyền hình",
        "gdđt": "giáo dục và đào tạo",
        "gd": "giáo dục",
        "vhttdl": "văn hóa thể thao và du lịch",
        "tttt": "thông tin và truyền thông",
        "khcn": "khoa học và công nghệ",
        "nnmt": "nông nghiệp và môi trường",
        "lđtbxh": "lao động thương binh và xã hội",
    }
)
"""As file names, lists and addresses have them; with and without marks they count alike."""

SPELLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {without_marks(short): tuple(match_key(full).split()) for short, full in SHORT_FORMS.items()}
)
"""Abbreviation without marks → the words it stands for."""
