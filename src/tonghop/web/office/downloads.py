"""Files that leave the office: always saved, never shown by the browser, under the name that people gave."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)

UNKNOWN_KIND = "application/octet-stream"
_HEADERS = MappingProxyType(
    {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
)
"""What somebody handed in may be a page with scripts: it is no page of ours even where a browser opens it."""


def attachment(content: bytes, name: str, media_type: str = UNKNOWN_KIND) -> HttpResponse:
    """Return a file to be saved."""
    return _named(HttpResponse(content, content_type=media_type, headers=dict(_HEADERS)), name)


def streamed(parts: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    """Return a file to be saved that is written while it is given."""
    return _named(StreamingHttpResponse(parts, content_type=media_type, headers=dict(_HEADERS)), name)


def _named(answer: Answer, name: str) -> Answer:
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
