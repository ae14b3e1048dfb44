"""What is not known: days before the one from which a source speaks."""

from collections.abc import Iterable
from datetime import date

from tonghop.domain.organisations.sentences import official_date
from tonghop.domain.organisations.units import Version


def attestation_warnings(versions: Iterable[Version], on: date) -> tuple[str, ...]:
    """Return a sentence where versions are asked for on a day before any source speaks for them, else
    nothing.
    """
    since = sorted({one.attested_from for one in versions if one.attested_from and not one.is_attested(on)})
    if not since:
        return ()
    return (
        f"Ngày {official_date(on)} ở trước ngày nguồn dữ liệu xác nhận ({official_date(since[-1])}):"
        " tên, cấp trên và số đơn vị lúc đó có thể khác. / The sources speak from"
        f" {since[-1].isoformat()} on; before it names, parents and numbers may differ.",
    )
