"""An article and a campaign page under wrk against gunicorn, against a bare Wagtail page with the same text.

Both with two workers, on databases of one server, in turns. Readers ask for compressed pages, as browsers do:
ours are sent so, the bare site has nothing that compresses. `ours` and `peer` are of the page that does
worse. Beside it stands each page as it is drawn anew (a question mark is never kept), which is what the first
reader after a change waits for.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from statistics import median

from benchmarks.measurement import Measurement, MissingProgramError
from benchmarks.office_memory import office_memory, settle
from benchmarks.web_servers import PROJECT, WORKERS, serving

GOAL = 1 / 0.8
ROUNDS, ROUNDS_DRAWN = 7, 3
SECONDS, AT_ONCE = 4, 8
DRAWN_ANEW = "?ve-lai=1"
PARAGRAPHS, SENTENCE = 12, "Ban Mẫu đề nghị các đơn vị phối hợp triển khai kế hoạch đến từng khu dân cư. "
BLOCKS = frozenset({"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "caption"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A page of ours and the bare one: where they are, and the title that both answers say."""

    name: str
    path: str
    bare_path: str
    title: str


def measure() -> Measurement:
    """Fill the sample office and a bare site, serve both, and let wrk read in turns.

    Raises: MissingProgramError, where wrk is not installed.
    """
    if which("wrk") is None:
        raise MissingProgramError(
            "portal: wrk is not installed (Debian: apt-get install wrk); nothing was measured"
        )
    with office_memory([]) as owner, tempfile.TemporaryDirectory(prefix="tonghop-portal-") as folder:
        _run("-m", "tonghop", "demo-office", TONGHOP_DATABASE_OWNER_URL=owner)
        settle(owner)
        with _bare_database() as bare:
            return _measured(bare, Path(folder))


def _measured(bare: str, desk: Path) -> Measurement:
    paths = _our_paths()
    with serving(
        "tonghop.config.wsgi:application", desk / "ours.log", TONGHOP_HOSTS="localhost", TONGHOP_DEMO="yes"
    ) as ours:
        pages = {name: _texts(_got(ours.port, path)) for name, path in paths.items()}
        told = [
            {"slug": name, "title": texts[0], "paragraphs": [escape(text) for text in texts[1:]]}
            for name, texts in pages.items()
        ]
        _run("-m", "benchmarks.bare_wagtail.site", said=json.dumps(told), BARE_DATABASE=bare)
        pairs = [Pair(name, paths[name], f"/{name}/", texts[0]) for name, texts in pages.items()]
        with serving(
            "benchmarks.bare_wagtail.site:application", desk / "bare.log", BARE_DATABASE=bare
        ) as peer:
            return _compared(pairs, ours.port, peer.port)


def _compared(pairs: Sequence[Pair], ours: int, peer: int) -> Measurement:
    asked = {
        (pair.name, who): (port, path, pair.title)
        for pair in pairs
        for who, port, path in (
            ("ours", ours, pair.path),
            ("peer", peer, pair.bare_path),
            ("drawn", ours, pair.path + DRAWN_ANEW),
        )
    }
    for port, path, title in asked.values():
        assert title in _got(port, path), (port, path)
    rates: dict[tuple[str, str], list[float]] = {key: [] for key in asked}
    for turn in range(ROUNDS):
        for (name, who), (port, path, _) in asked.items():
            if who != "drawn" or turn < ROUNDS_DRAWN:
                rates[name, who].append(_read(port, path))
    medians = {key: median(found) for key, found in rates.items()}
    facts = {
        pair.name: {
            "kept": round(medians[pair.name, "ours"], 1),
            "drawn_anew": round(medians[pair.name, "drawn"], 1),
            "bare": round(medians[pair.name, "peer"], 1),
            "kept_of_bare": round(medians[pair.name, "ours"] / medians[pair.name, "peer"], 3),
            "drawn_of_bare": round(medians[pair.name, "drawn"] / medians[pair.name, "peer"], 3),
        }
        for pair in pairs
    }
    worst = min(pairs, key=lambda pair: medians[pair.name, "ours"] / medians[pair.name, "peer"])
    return Measurement(
        name="portal",
        work=f"{worst.name} page, wrk with {AT_ONCE} connections, gunicorn with {WORKERS} workers",
        ours=medians[worst.name, "ours"],
        peer=medians[worst.name, "peer"],
        peer_name="a bare Wagtail page with the same text",
        unit="requests/s",
        goal=GOAL,
        more_is_better=True,
        further={"pages": facts},
    )


def _our_paths() -> dict[str, str]:
    """Publish an article of some length beside the sample ones; return the addresses of both pages."""
    from datetime import UTC, datetime

    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.web.portal.models import ArticlePage, CampaignPage, CategoryPage

    words = [("paragraph", f"<p>{number}. {SENTENCE * 5}</p>") for number in range(1, PARAGRAPHS + 1)]
    with acting_by_itself():
        campaign, below = CampaignPage.objects.live().get(), CategoryPage.objects.live().first()
        assert below is not None
        article = below.add_child(
            instance=ArticlePage(
                title="Bài để đo",
                lead=SENTENCE,
                agency="Ban Mẫu",
                posted_at=datetime(2026, 11, 23, 7, tzinfo=UTC),
                campaign=campaign,
                body=words,
                live=False,
            )
        )
        article.save_revision().publish()
        return {"article": article.path_here, "campaign": campaign.path_here}


@contextmanager
def _bare_database() -> Iterator[str]:
    """Make a database beside ours and give its owner's address."""
    import psycopg

    from tonghop.config.postgres import server
    from tonghop.config.postgres.place import ADMINISTRATOR, default_place
    from tonghop.config.postgres.roles import create_database

    place = default_place()
    running = server.use(place)
    try:
        administrator = running.address(ADMINISTRATOR).at("postgres").url
        with psycopg.connect(administrator, autocommit=True) as connection:
            create_database(connection, "bare", "template0")
        yield running.for_migrations.at("bare").url
    finally:
        server.release(place)


def _run(*words: str, said: str = "", **given: str) -> None:
    subprocess.run(
        [sys.executable, *words],
        input=said.encode(),
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"} | given,
        cwd=PROJECT,
        check=True,
    )


def _got(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=60) as answer:
        assert answer.status == 200, (path, answer.status)
        text: str = answer.read().decode()
        return text


def _read(port: int, path: str) -> float:
    """Let wrk read one page for some seconds; return how many answers came in a second, all of them 200."""
    done = subprocess.run(
        ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip",
         f"http://localhost:{port}{path}"],
        capture_output=True, text=True, check=True, timeout=SECONDS + 60,
    )  # fmt: skip
    return rate_of(done.stdout)


def rate_of(said: str) -> float:
    """Return the rate that wrk tells.

    Raises: AssertionError, where answers were refused or timed out.
    """
    assert "Non-2xx" not in said, said
    timeouts = re.search(r"timeout (\d+)", said)
    assert timeouts is None or timeouts[1] == "0", said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


class _Texts(HTMLParser):
    """Collects what the main part of a page says, one text for each of its smallest blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside = self._inside or tag == "main"
        if self._inside and tag in BLOCKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._inside and self.texts:
            self.texts[-1] += data


def _texts(html: str) -> list[str]:
    """Return the texts of a page, its title first."""
    found = _Texts()
    found.feed(html)
    title = re.search(r"<h1>(.*?)</h1>", html)
    assert title is not None
    texts = [" ".join(text.split()) for text in found.texts]
    return [title[1], *(text for text in texts if text and text != title[1])]
