"""A directive's plain text as other files: Word with automatic numbering, a broken PDF, TCVN3 and VNI.

For tests that ask whether the same document reads the same in every format.
"""

from rendering.legacy_text import as_tcvn3, as_vni
from rendering.portable import as_pdf
from rendering.word import as_docx

__all__ = ["as_docx", "as_pdf", "as_tcvn3", "as_vni"]
