"""The campaign of one seed: indicators, bodies with places and aliases, written as campaign.toml."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random

from .switches import Odds

CYCLE, LAST_YEAR = "2023-H1", "2022-H1"
DATE = "2023-06-06"
FLOW, STOCK, DISTINCT = "flow", "stock", "distinct"


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator. `prose` is the clause that says it, `low` and `high` the usual range of its figures."""

    code: str
    name: str
    unit: str
    prose: str
    low: int
    high: int
    kind: str = FLOW
    aliases: tuple[str, ...] = ()
    decimals: int = 0
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A body. `letterhead` are its two lines, `short` a usual short name; `parent` a code."""

    code: str
    name: str
    letterhead: tuple[str, str]
    aliases: tuple[str, ...]
    line: str
    district: str
    parent: str = ""
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    asked: tuple[Asked, ...]
    bodies: tuple[Place, ...]
    excused: tuple[str, ...]
    switches: tuple[str, ...] = ()


POOL = (
    Asked("sessions", "Số buổi tuyên truyền", "buổi", "tổ chức {n} buổi tuyên truyền", 3, 120,
          aliases=("số cuộc tuyên truyền miệng", "số hội nghị tuyên truyền"), estimate=True),
    Asked("attendances", "Lượt người tham gia các buổi tuyên truyền", "lượt người",
          "có {n} lượt người tham gia các buổi tuyên truyền", 300, 9000, aliases=("lượt người nghe",),
          estimate=True),
    Asked("tours", "Lượt xe loa tuyên truyền lưu động", "lượt",
          "tổ chức {n} lượt xe loa tuyên truyền lưu động", 2, 60, aliases=("xe tuyên truyền lưu động",)),
    Asked("bulletins", "Bản tin truyền thanh cơ sở", "bản tin", "phát {n} bản tin truyền thanh cơ sở", 5, 400,
          aliases=("tin bài phát thanh cơ sở",)),
    Asked("minutes", "Thời lượng phát sóng", "phút", "thời lượng phát sóng {n} phút", 60, 5000, decimals=1,
          aliases=("thời lượng phát thanh, truyền hình",)),
    Asked("items", "Tin, bài, phóng sự đăng, phát", "tin, bài",
          "có {n} tin, bài, phóng sự đăng, phát", 4, 1500,
          aliases=("tin, bài trên báo, đài",)),
    Asked("leaflets", "Tờ rơi, tờ gấp đã phát", "tờ", "có {n} tờ rơi, tờ gấp đã phát", 200, 30000,
          aliases=("tờ rơi",)),
    Asked("models-new", "Mô hình xây dựng mới", "mô hình", "có {n} mô hình xây dựng mới", 1, 12),
    Asked("models-kept", "Mô hình đang duy trì", "mô hình", "có {n} mô hình đang duy trì", 2, 60, STOCK,
          aliases=("số mô hình hiện có",), estimate=True),
    Asked("pledges", "Hộ gia đình ký cam kết", "hộ", "có {n} hộ gia đình ký cam kết", 50, 4000, DISTINCT,
          aliases=("số hộ ký cam kết",)),
    Asked("gifts-worth", "Trị giá quà đã trao", "triệu đồng", "trị giá quà đã trao {n} triệu đồng", 5, 900,
          decimals=3),
)  # fmt: skip
_ALWAYS = ("sessions", "models-new", "models-kept")

_FIRST = ("Tân", "An", "Bình", "Đông", "Phú", "Yên", "Xuân", "Thanh", "Vĩnh", "Hòa", "Thủy", "Quảng")
_SECOND = ("Lập", "Minh", "Thành", "Sơn", "Phong", "Thịnh", "Lộc", "Hưng", "Thắng", "Mỹ", "Khê", "Đức")

_THIRD = (
    "Thượng", "Hạ", "Trung", "Đông", "Tây", "Nam", "Bắc", "Nội", "Ngoại", "Phú", "Hải", "Giang",
    "Long", "Châu", "Quang", "Hồng", "Liên", "Trì", "Đình", "Cát", "Tiến", "Kỳ", "Bảo", "Đại",
)  # fmt: skip


def plan(chance: Random, odds: Odds, bodies: int) -> Plan:
    """Draw a campaign with about that many bodies."""
    picked = chance.sample(POOL, chance.randint(6, len(POOL)))
    asked = tuple(row for row in POOL if row in picked or row.code in _ALWAYS)
    names = [" ".join(pair) for pair in product(_FIRST, _SECOND)]
    chance.shuffle(names)
    if bodies > len(names) / 2:
        names += [f"{name} {third}" for third in _THIRD for name in names]
    places = _places(chance, odds, iter(names), bodies)
    excused = (chance.choice(places).code,) if odds.hit(chance, "excused") else ()
    met = (*(["excused"] if excused else []), *(["alike-names"] if any(p.alike for p in places) else []))
    return Plan(asked, places, excused, met)


def _places(chance: Random, odds: Odds, names: Iterator[str], count: int) -> tuple[Place, ...]:
    districts = [next(names) for _ in range(max(2, count // 8))]
    places: list[Place] = []
    for district in districts:
        kinds = [_committee, _party, _police, _front]
        for make in kinds[: chance.randint(2, 4)]:
            places.append(make(district))
    if odds.hit(chance, "alike-names"):
        name = next(names)
        places += [_commune(name, district, alike=True) for district in districts[:2]]
    while len(places) < count:
        places.append(_commune(next(names), chance.choice(districts)))
    return tuple(places[:count])


def _committee(name: str) -> Place:
    aliases = (f"UBND huyện {name}",)
    head = ("ỦY BAN NHÂN DÂN", f"HUYỆN {name.upper()}")
    return Place(
        f"ubnd-huyen-{slug(name)}", f"Ủy ban nhân dân huyện {name}", head, aliases, "state", name, alike=False
    )


def _party(name: str) -> Place:
    aliases = (f"BTG Huyện ủy {name}", f"Tuyên giáo Huyện ủy {name}")
    head = (f"HUYỆN ỦY {name.upper()}", "BAN TUYÊN GIÁO")
    return Place(f"btg-{slug(name)}", f"Ban Tuyên giáo Huyện ủy {name}", head, aliases, "party", name)


def _police(name: str) -> Place:
    head = ("CÔNG AN TỈNH", f"CÔNG AN HUYỆN {name.upper()}")
    return Place(f"ca-{slug(name)}", f"Công an huyện {name}", head, (f"CA huyện {name}",), "police", name)


def _front(name: str) -> Place:
    full = f"Ủy ban Mặt trận Tổ quốc Việt Nam huyện {name}"
    head = ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", f"HUYỆN {name.upper()}")
    return Place(f"mttq-{slug(name)}", full, head, (f"MTTQ huyện {name}",), "front", name)


def _commune(name: str, district: str, *, alike: bool = False) -> Place:
    parent = f"ubnd-huyen-{slug(district)}"
    head = (f"ỦY BAN NHÂN DÂN\nXÃ {name.upper()}", "") if alike else ("ỦY BAN NHÂN DÂN", f"XÃ {name.upper()}")
    if alike:
        code, full = f"ubnd-{slug(name)}-{slug(district)}", f"Ủy ban nhân dân xã {name}, huyện {district}"
        aliases = (f"UBND xã {name} huyện {district}",)
        head = (f"ỦY BAN NHÂN DÂN XÃ {name.upper()}", f"HUYỆN {district.upper()}")
    else:
        code, full, aliases = f"ubnd-xa-{slug(name)}", f"Ủy ban nhân dân xã {name}", (f"UBND xã {name}",)
    return Place(code, full, head, aliases, "state", district, parent, alike)


def slug(text: str) -> str:
    return unmarked(text).lower().replace(" ", "-")


def unmarked(text: str) -> str:
    """The text as someone without a Vietnamese keyboard types it."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def amount(chance: Random, asked: Asked) -> Decimal:
    """Draw a true figure: log-uniform within the indicator's range, now and then with decimals."""
    low, high = asked.low, asked.high
    drawn = Decimal(round(low * (high / low) ** chance.random()))
    if asked.decimals and chance.random() < 0.4:
        drawn += Decimal(chance.randint(1, 9)) / 10
    return drawn


def write_campaign(plan: Plan, path: Path, seed: int) -> None:
    """Write campaign.toml with the bodies in it."""
    known = {body.code for body in plan.bodies}
    parts = [
        _table("[campaign]", title="Tuyên truyền bảo vệ an ninh Tổ quốc", directive=f"{100 + seed}-CV/BTGTU",
               form="party", coordinator="Ban Tuyên giáo Tỉnh ủy", place="Hòa Bình"),
        *(
            _table("[[regime]]", code="H1", frequency="semiannual", due="05-30", relation="before",
                   late_from="05-31T00:00", on_holiday="next-working-day", window=["10-30", "05-30"])
            for _ in range(1)
        ),
        *(
            _table("[[indicator]]", code=row.code, name=row.name, unit=row.unit, kind=row.kind,
                   aliases=list(row.aliases), decimals=row.decimals, estimate=row.estimate)
            for row in plan.asked
        ),
        _table("[[section]]", code="results", title="Kết quả thực hiện"),
        _table("[[section]]", code="difficulties", title="Khó khăn, vướng mắc"),
        _table("[[section]]", code="proposals", title="Đề xuất, kiến nghị"),
        *(
            _table("[[body]]", code=body.code, name=body.name, line=body.line, aliases=list(body.aliases),
                   parent=body.parent if body.parent in known else "")
            for body in plan.bodies
        ),
        *(
            _table("[[excuse]]", body=code, cycle=CYCLE, reason="Đang sắp xếp tổ chức", by="Lãnh đạo Ban",
                   on="2023-05-20")
            for code in plan.excused
        ),
    ]  # fmt: skip
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _table(head: str, **fields: object) -> str:
    written = (
        f"{key} = {_value(value)}\n" for key, value in fields.items() if value not in ("", [], 0, False)
    )
    return head + "\n" + "".join(written)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
