"""XML declarations that office files do not use and attackers do: entities, document types.

The readers expand no entity; a file that declares one is turned away all the same, for nobody's program wrote
it. How wide and long sheets may be is bounded where they are read (`workbooks/sheets`).
"""

import re

from tonghop.formats.inbox.refusals import Refused
from tonghop.formats.zip_packages import package_of

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 4096


def demand_undeclared(content: bytes) -> None:
    """Refuse an office package one of whose parts declares a document type.

    Raises: Refused; zipfile.BadZipFile and its kin for damaged parts.
    """
    package = package_of(content)
    for entry in package.entries:
        if entry.filename.endswith((".xml", ".rels")):
            # A declaration stands before the root; UTF-16 has a zero beside each letter.
            head = package.beginning(entry, _HEAD).replace(b"\0", b"")
            if b"<!" in head and _DECLARATION.search(head):
                raise Refused("xml-entities")
