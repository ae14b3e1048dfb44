"""Files in: docx, pdf, html, md, txt and what LibreOffice converts, each read into the neutral document.

Nothing of a format's library passes through this room's door, and no rule about what a directive says stands
here.
"""

from tonghop.formats.intake.directive_file import open_document

__all__ = ["open_document"]
