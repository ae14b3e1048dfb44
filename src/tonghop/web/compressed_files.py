"""Style and script are sent compressed: the web server does not, and what is installed lies there as it is.

Each file is compressed once in a process, when it is first asked for, and again when it has changed.
"""

import gzip
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseFileResponse

LEVEL = 9
KINDS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/json")
"""Letters and pictures are compressed as they are."""


class Compressing:
    """Django's middleware above the one that sends the program's own files."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer
        self._packed: dict[str, tuple[str, bytes]] = {}  # path → when it was changed, its bytes

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        is_ours = isinstance(response, WhiteNoiseFileResponse) and response.status_code == 200
        if not is_ours or not response.headers.get("Content-Type", "").startswith(KINDS):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        is_wanted = "gzip" in request.headers.get("Accept-Encoding", "") and request.method == "GET"
        if not is_wanted or "Content-Encoding" in response.headers:
            return response
        assert isinstance(response, FileResponse)
        packed = HttpResponse(self._packed_once(request.path, response), headers=dict(response.headers))
        packed.headers["Content-Encoding"] = "gzip"
        packed.headers["Content-Length"] = str(len(packed.content))
        if "ETag" in packed.headers:
            packed.headers["ETag"] = f"W/{packed.headers['ETag'].removeprefix('W/')}"
        return packed

    def _packed_once(self, path: str, response: FileResponse) -> bytes:
        file: Any = response.file_to_stream
        # The file alone: closing the answer would tell Django that the request is over.
        with file:
            return self._kept(path, response, file)

    def _kept(self, path: str, response: FileResponse, file: Any) -> bytes:  # Any: WhiteNoise's own kind
        changed = response.headers.get("Last-Modified", "")
        kept = self._packed.get(path)
        if kept is None or kept[0] != changed:
            kept = (changed, gzip.compress(file.read(), LEVEL, mtime=0))
            self._packed[path] = kept
        return kept[1]
