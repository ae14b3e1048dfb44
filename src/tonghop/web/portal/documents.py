"""Files of documents: given away only where a published page leads to them."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.documents.models import Document
from wagtail.models import Page, ReferenceIndex

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv; charset=utf-8",
}


def file(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Give a file, to be saved; one that only a draft leads to is not there."""
    found = Document.objects.filter(pk=document_id).first()
    if found is None or found.filename != document_filename or not is_public(found):
        raise Http404
    with found.file.open("rb") as opened:
        content = opened.read()
    kind = MEDIA_TYPES.get(found.file_extension, "application/octet-stream")
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.filename)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def is_public(document: Document) -> bool:
    """Say whether a published page that was not withdrawn leads to a document."""
    pages = ReferenceIndex.get_references_to(document).values_list("object_id", flat=True)
    live = Page.objects.live().filter(pk__in=[int(id) for id in pages if id.isdigit()]).specific()
    return any(not getattr(page, "is_withdrawn", False) for page in live)
