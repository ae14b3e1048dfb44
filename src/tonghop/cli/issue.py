"""`tonghop issue verify FILE|ID`: prove in plain words that a report is what was issued.

A file alone is proved by the data that it carries; where a database answers, the report is looked up there,
its kept bytes are proved by their hashes, and it is made again from its inputs and compared, byte for byte.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.apps.consolidation.models import IssuedReport

_LOST = {
    "dropped": (
        "tệp từng mang dữ liệu nhưng đã bị bỏ khi lưu lại bằng chương trình khác",
        "it carried data, which were dropped when another program saved it",
    ),
    "damaged": ("dữ liệu trong tệp hỏng hoặc đã bị sửa", "the data inside are damaged or were changed"),
    "several": ("tệp mang nhiều dữ liệu khác nhau", "it carries several different data"),
}


class IssueBroken(Refusal):
    code = "issue-broken"
    message_vi = "KHÔNG KHỚP: {what}."
    message_en = "DOES NOT MATCH: {what}."


class NothingToVerify(Refusal):
    code = "nothing-to-verify"
    message_vi = (
        "Không kiểm tra được “{what}”: không phải tệp báo cáo của Tonghop, cũng không có bản mang mã này."
    )
    message_en = "Cannot verify {what!r}: no report file of Tonghop, and no issue with this id."


def register(app: typer.Typer) -> None:
    """Hang the command and its words into the program."""
    issue = typer.Typer(
        name="issue", help="Báo cáo phát hành: kiểm tra. / Issued reports: verify.", no_args_is_help=True
    )
    issue.callback()(_about)
    issue.command("verify")(verify)
    app.add_typer(issue)


def _about() -> None:
    """Báo cáo phát hành: kiểm tra. / Issued reports: verify."""


def verify(
    report: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="Tệp Word, PDF, hoặc mã bản. / A file, or an issue's id.")
    ],
) -> None:
    """Kiểm tra báo cáo có đúng bản đã phát hành. / Prove that a report is what was issued."""
    file = Path(report)
    if not file.is_file():
        raise typer.Exit(_verify_id(report))
    raise typer.Exit(_verify_file(file))


def _verify_file(file: Path) -> int:
    from tonghop.domain.consolidation.verification import verification_code
    from tonghop.formats.official.carried_data import Carried, Lost, carried

    content = file.read_bytes()
    typer.echo(f"{file.name}: SHA-256 {hashlib.sha256(content).hexdigest()}")
    found = carried(content)
    if isinstance(found, Lost) and found.code != "dropped":
        vietnamese, _ = _LOST[found.code]
        raise IssueBroken(what=vietnamese)
    sha256 = ""
    if isinstance(found, Carried):
        sha256 = found.sha256
        told = json.loads(found.data)
        coverage = told.get("coverage", {})
        typer.echo(f"Dữ liệu nguyên vẹn / data whole: SHA-256 {sha256}")
        typer.echo(f"Mã kiểm tra / verification code: {verification_code(sha256)}")
        typer.echo(
            f"{told.get('coordinator', '')}: {told.get('title', '')}, kỳ / cycle {told.get('cycle', '')}; "
            f"{coverage.get('due', '?')} đơn vị / bodies, {coverage.get('missing', '?')} thiếu / missing"
        )
    elif isinstance(found, Lost):
        typer.echo(" / ".join(_LOST[found.code]))
    with _database() as is_there:
        if is_there:
            return _against_database(content, sha256)
    typer.echo(
        "Không có cơ sở dữ liệu ở đây: mới kiểm tra được tệp với chính nó; so mã kiểm tra với cơ quan phát"
        " hành. / No database here: the file is proved by itself alone; compare the code with the office's."
    )
    return 0 if isinstance(found, Carried) else 1


def _against_database(content: bytes, sha256: str) -> int:
    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.consolidation.verifying import issue_of_file, issue_of_record

    with acting_by_itself():
        issue = issue_of_file(content)
        if issue is not None:
            typer.echo(
                "Tệp này đúng từng byte tệp đã lập. / This file is, byte for byte, the one that was made."
            )
            return _tell(issue)
        issue = issue_of_record(sha256) if sha256 else None
        if issue is None:
            typer.echo("Cơ sở dữ liệu không có báo cáo này. / The database does not know this report.")
            return 1
        typer.echo(
            "Số liệu trong tệp đúng là của bản dưới đây, nhưng tệp đã được lưu lại: phần chữ có thể khác."
            " / The data are those of this issue; the file was saved anew, its words may differ."
        )
        return max(1, _tell(issue))


def _verify_id(text: str) -> int:
    from tonghop.domain.consolidation.verification import is_verification_code

    try:
        id = None if is_verification_code(text) else UUID(text)
    except ValueError:
        raise NothingToVerify(what=text) from None
    with _database() as is_there:
        if not is_there:
            raise NothingToVerify(what=text)
        from tonghop.apps.accounts.acting import acting_by_itself
        from tonghop.apps.consolidation.models import IssuedReport

        with acting_by_itself():
            named = IssuedReport.objects.filter(pk=id) if id else IssuedReport.objects.filter(code=text)
            issue = named.order_by("number").first()
            if issue is None:
                raise NothingToVerify(what=text)
            return _tell(issue)


def _tell(issue: "IssuedReport") -> int:
    """Say what an issue is, and what every proof came to; return the exit code."""
    from tonghop.apps.consolidation.verifying import Proof, verified

    state = (
        f"phát hành / released {issue.released_at:%Y-%m-%d %H:%M}Z"
        if issue.released_at
        else "đã bỏ / given up"
        if issue.given_up_at
        else "CHƯA phát hành / NOT released"
    )
    typer.echo(f"Bản / issue {issue.number} ({issue.pk}), {state}, {issue.received}/{issue.due}")
    signs = {
        Proof.SAME: "khớp / same",
        Proof.OTHER: "KHÔNG KHỚP / OTHER",
        Proof.NOT_TRIED: "chưa thử / not tried",
    }
    proofs = verified(issue)
    for one in proofs:
        why = f" ({one.why_vi} / {one.why_en})" if one.why_vi else ""
        typer.echo(f"  {signs[one.proof]}: {one.what}{why}")
    if broken := [one.what for one in proofs if one.proof is Proof.OTHER]:
        raise IssueBroken(what=", ".join(broken))
    return 0 if all(one.proof is Proof.SAME for one in proofs) and issue.released_at else 1


@contextmanager
def _database() -> Iterator[bool]:
    """Open the database where one is configured or running; nothing is started to find out."""
    from tonghop.cli.registers import has_database

    if not has_database():
        yield False
        return
    from tonghop.config.startup import open_memory

    with open_memory("app"):
        yield True
