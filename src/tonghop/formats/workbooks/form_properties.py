"""Our own entries in a workbook's custom document properties: from what a form was made."""

import zipfile
from io import BytesIO

from lxml import etree

_PART = "docProps/custom.xml"
_LARGEST = 200_000
_PREFIX = "tonghop."


def own_properties(content: bytes) -> dict[str, str]:
    """Return our custom properties of a workbook without their prefix; {} where it has none, or is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if package.getinfo(_PART).file_size > _LARGEST:
                return {}
            root = etree.fromstring(
                package.read(_PART), etree.XMLParser(resolve_entities=False, no_network=True)
            )
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return {}
    named = ((row.get("name") or "", "".join(str(text) for text in row.itertext())) for row in root)
    return {name.removeprefix(_PREFIX): text for name, text in named if name.startswith(_PREFIX)}
