"""Files in: docx, pdf, html, md, txt and what LibreOffice converts, each read into the neutral document.

Nothing of a format's library passes through this room's door, and no rule about what a directive says stands
here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonghop.formats.intake.directive_file import open_document

__all__ = ["open_document"]


def __getattr__(name: str) -> object:
    """Open the door when somebody comes: who needs the room's character sets alone does not wait for the
    libraries of Word and PDF.
    """
    if name != "open_document":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tonghop.formats.intake import directive_file

    return directive_file.open_document
