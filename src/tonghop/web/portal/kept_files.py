"""Pictures and documents of editors stand in the database: one backup has everything."""

import hashlib
import mimetypes
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.deconstruct import deconstructible
from django.views.decorators.http import require_safe

SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Kinds that a browser may show in place; everything else is saved as a file."""

YEAR_SECONDS = 365 * 24 * 60 * 60


@deconstructible
class InTheDatabase(Storage):
    """Django's storage on the table `portal_keptfile`; a name is taken once and its bytes never change."""

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        from tonghop.web.portal.models import KeptFile

        found = KeptFile.objects.filter(name=name).first()
        if found is None:
            raise FileNotFoundError(name)
        return ContentFile(bytes(found.content), name=name)

    def _save(self, name: str, content: "File[Any]") -> str:
        from tonghop.web.portal.models import KeptFile

        told = BytesIO()
        content.seek(0)
        for chunk in content.chunks():
            told.write(chunk if isinstance(chunk, bytes) else chunk.encode())
        data = told.getvalue()
        KeptFile.objects.create(
            name=name, content=data, size=len(data), sha256=hashlib.sha256(data).hexdigest()
        )
        return name

    def delete(self, name: str) -> None:
        from tonghop.web.portal.models import KeptFile

        KeptFile.objects.filter(name=name).delete()

    def exists(self, name: str) -> bool:
        from tonghop.web.portal.models import KeptFile

        return KeptFile.objects.filter(name=name).exists()

    def size(self, name: str) -> int:
        from tonghop.web.portal.models import KeptFile

        return KeptFile.objects.values_list("size", flat=True).get(name=name)

    def url(self, name: str | None) -> str:
        return f"/anh/{name}"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Show a picture as it was made for pages; originals and documents have no address here."""
    from tonghop.web.portal.models import KeptFile

    kind = mimetypes.guess_type(name)[0] or ""
    found = KeptFile.objects.filter(name=name, name__startswith="images/").first() if kind in SHOWN else None
    if found is None:
        raise Http404
    tag = f'"{found.sha256[:32]}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(bytes(found.content), content_type=kind)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
