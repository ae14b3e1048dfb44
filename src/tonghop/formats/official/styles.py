"""The measures of the two official forms.

Source: Decree 30/2020/NĐ-CP, Annex I, part I; Guideline 36-HD/VPTW (2018), Annex 3. Sizes are points, margins
are mm.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficialStyle:
    """What differs between the forms. `top`, `bottom`, `left`, `right` are margins."""

    top: float
    bottom: float
    left: float
    right: float
    nation: str
    motto: str
    nation_size: float
    superior_size: float
    issuer_size: float
    number_word: str
    number_size: float
    date_size: float
    type_size: float
    title_size: float
    body_size: float
    is_party: bool


PARTY = OfficialStyle(
    top=20,
    bottom=20,
    left=30,
    right=15,
    nation="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    nation_size=15,
    superior_size=14,
    issuer_size=14,
    number_word="Số",
    number_size=14,
    date_size=14,
    type_size=16,
    title_size=15,
    body_size=14,
    is_party=True,
)
STATE = OfficialStyle(
    top=20,
    bottom=20,
    left=30,
    right=15,
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    nation_size=12.5,
    superior_size=12.5,
    issuer_size=12.5,
    number_word="Số:",
    number_size=13,
    date_size=13.5,
    type_size=14,
    title_size=14,
    body_size=14,
    is_party=False,
)
STYLES = {"party": PARTY, "state": STATE}
