"""Where the tile of each province stands in the grid of the country: squares in rows, no map and no borders.

Roughly north to south and west to east, so that one finds a province; nothing is said of shape, size or
neighbours. Dated: the provinces as of 1 July 2025 (Resolution 202/2025/QH15; codes of Decision
19/2025/QĐ-TTg). The special zones Hoàng Sa and Trường Sa belong to the tiles of Đà Nẵng and Khánh Hòa.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

VALID_FROM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province's short name and its place in the grid, counted from 0."""

    brief: str
    row: int
    column: int


TILES: Mapping[str, Tile] = MappingProxyType(
    {
        "11": Tile("Điện Biên", 1, 0),
        "12": Tile("Lai Châu", 0, 0),
        "15": Tile("Lào Cai", 0, 1),
        "08": Tile("T. Quang", 0, 2),
        "04": Tile("Cao Bằng", 0, 3),
        "14": Tile("Sơn La", 2, 0),
        "25": Tile("Phú Thọ", 1, 1),
        "19": Tile("T. Nguyên", 1, 2),
        "20": Tile("Lạng Sơn", 1, 3),
        "01": Tile("Hà Nội", 2, 1),
        "24": Tile("Bắc Ninh", 2, 2),
        "22": Tile("Q. Ninh", 2, 4),
        "31": Tile("Hải Phòng", 2, 3),
        "37": Tile("Ninh Bình", 3, 2),
        "33": Tile("Hưng Yên", 3, 3),
        "38": Tile("Thanh Hóa", 4, 2),
        "40": Tile("Nghệ An", 5, 2),
        "42": Tile("Hà Tĩnh", 6, 2),
        "44": Tile("Quảng Trị", 7, 3),
        "46": Tile("Huế", 8, 3),
        "48": Tile("Đà Nẵng", 9, 4),
        "51": Tile("Q. Ngãi", 10, 4),
        "52": Tile("Gia Lai", 11, 4),
        "66": Tile("Đắk Lắk", 12, 4),
        "56": Tile("Khánh Hòa", 13, 4),
        "68": Tile("Lâm Đồng", 13, 3),
        "80": Tile("Tây Ninh", 13, 1),
        "75": Tile("Đồng Nai", 13, 2),
        "79": Tile("TP.HCM", 14, 2),
        "82": Tile("Đ. Tháp", 14, 1),
        "91": Tile("An Giang", 14, 0),
        "86": Tile("Vĩnh Long", 15, 2),
        "92": Tile("Cần Thơ", 15, 1),
        "96": Tile("Cà Mau", 15, 0),
    }
)
"""Statistics code → its tile."""
