"""Pages as they were drawn, kept by each process as long as nothing public changes.

A page is kept under the edition that was asked for before it was drawn (publications.queries.edition). A
change that comes in between makes the page newer than its edition, and nobody asks for that edition any more:
so no process can answer an older page than the database tells of, however many processes there are.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from tonghop.apps.publications import queries
from tonghop.web.portal import reading_aids
from tonghop.web.portal.reading_aids import Aids

MOST_PAGES = 2000
MOST_BYTES = 48 * 2**20
LARGEST_PART = 8
"""One page takes at most this part of all bytes: a sitemap of a whole country is drawn each time."""

PACKED_FROM_BYTES = 200
GZIP_LEVEL = 6
ENTRY_BYTES = 600
"""What a kept page takes besides its bytes: key, headers, their objects."""

View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a page is drawn from: what is public, and what the reader asked for and chose."""

    edition: UUID
    path: str
    language: str
    aids: Aids


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The bytes of a page, and the same compressed (None where that is not worth it)."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes | None
    tag: str

    @property
    def bytes_kept(self) -> int:
        return len(self.body) + len(self.packed or b"") + ENTRY_BYTES

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page for one reader: unchanged since they had it (304), compressed, or as it is."""
        headers = dict(self.headers)
        if f'"{self.tag}"' in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified(headers={name: headers[name] for name in _WITHOUT_BODY})
        body = self.body
        if self.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = self.packed
            headers |= {"Content-Encoding": "gzip", "ETag": f'W/"{self.tag}"'}
        headers["Content-Length"] = str(len(body))
        return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


_WITHOUT_BODY = ("Cache-Control", "Vary", "ETag")
_NEVER_PACKED = ("image/", "application/pdf", "application/vnd.", "application/octet-stream")


def drawn(response: HttpResponse) -> DrawnPage:
    """Return the bytes of an answer, with a hash of what it says as its tag.

    No page of the portal holds a secret, so that its length when compressed tells nobody anything.
    """
    body = response.content
    tag = sha256(body).hexdigest()[:32]
    packed = None
    if len(body) >= PACKED_FROM_BYTES and not response.headers["Content-Type"].startswith(_NEVER_PACKED):
        packed = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return DrawnPage((*response.headers.items(), ("ETag", f'"{tag}"')), body, packed, tag)


class DrawnPages:
    """The pages of one process, those that were read last; the oldest go when there are too many."""

    def __init__(self, *, most: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._pages: OrderedDict[Drawing, DrawnPage] = OrderedDict()
        self._lock = Lock()
        self.bytes_kept = 0

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, drawing: Drawing) -> DrawnPage | None:
        """Return a page that was kept, None where it has to be drawn."""
        with self._lock:
            page = self._pages.get(drawing)
            if page is not None:
                self._pages.move_to_end(drawing)
            return page

    def keep(self, drawing: Drawing, page: DrawnPage) -> None:
        """Keep a page, unless it alone would push out many."""
        if page.bytes_kept > self._most_bytes // LARGEST_PART:
            return
        with self._lock:
            before = self._pages.pop(drawing, None)
            self._pages[drawing] = page
            self.bytes_kept += page.bytes_kept - (before.bytes_kept if before else 0)
            while len(self._pages) > self._most or self.bytes_kept > self._most_bytes:
                _, oldest = self._pages.popitem(last=False)
                self.bytes_kept -= oldest.bytes_kept


PAGES = DrawnPages()
"""Those of this process."""


def kept_until_changed(view: View) -> View:
    """Mark a view that answers by what is public, the path, the language and the reading aids alone.

    Whatever asks the clock, or reads what stands behind the question mark, is not one.
    """
    view.is_kept_until_changed = True  # type: ignore[attr-defined]
    return view


def drawing_of(view: Callable[..., HttpResponse], request: HttpRequest) -> Drawing | None:
    """Return under what the answer to a request may be kept, None where it may not.

    A question mark is drawn each time: there is no end of what may stand behind it. In a transaction of
    somebody else's, what is seen may never be committed.
    """
    is_kept = getattr(view, "is_kept_until_changed", False)
    if not is_kept or request.META.get("QUERY_STRING") or connection.in_atomic_block:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    return Drawing(queries.edition(), request.path, language, reading_aids.aids_of(request))


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether an answer is everybody's. What was drawn for somebody who is signed in is not kept, though
    it says the same: no draft can slip in that way.
    """
    is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return response.status_code == 200 and not response.cookies and not is_signed_in
