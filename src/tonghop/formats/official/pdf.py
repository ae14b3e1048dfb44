"""An official document as PDF/A-3b, with its data attached."""

from dataclasses import dataclass

from tonghop.formats.office_packages import STAMP
from tonghop.formats.official.carried_data import PROPERTY
from tonghop.formats.official.data_part import sha256_of
from tonghop.formats.official.parts import OfficialDocument
from tonghop.formats.official.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of JSON that the PDF carries."""

    name: str
    about: str
    content: bytes


def pdf_document(document: OfficialDocument, attached: Attachment | None = None) -> bytes:
    """Write a document as PDF/A-3b (ISO 19005-3); equal documents give equal bytes.

    The file's own dates, which PDF/A demands, are the day of the document's heading, so that they do not
    depend on now.
    """
    inputs = _inputs(attached) if attached else {}
    return typeset(document, format="pdf", pdf_standards=["a-3b"], timestamp=STAMP, inputs=inputs)


def _inputs(attached: Attachment) -> dict[str, str]:
    """What the template needs to attach a file; its hash stands among the keywords, where a reader finds it
    although an editor has dropped the file (`carried_data.py`).
    """
    return {
        "data": attached.content.decode(),
        "data-name": attached.name,
        "data-about": attached.about,
        "data-keyword": f"{PROPERTY}={sha256_of(attached.content)}",
    }
