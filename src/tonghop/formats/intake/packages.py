"""Zip packages and their XML parts, read with limits: nothing is expanded that a directive could not need."""

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

LARGEST_PART: Final = 64 * 1024 * 1024
MOST_ENTRIES: Final = 20_000

RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class UnreadablePart(Exception):  # noqa: N818 (a fact about a file, not an error of ours)
    """A part of a package is missing, damaged, or larger than any directive's: internal to the intake."""


class Package:
    """An Office Open XML package in memory; raises UnreadablePart where it is no zip file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
            raise UnreadablePart(str(problem)) from problem
        self._entries = {entry.filename: entry for entry in self._zip.infolist()[:MOST_ENTRIES]}

    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def is_encrypted(self) -> bool:
        return any(entry.flag_bits & 1 for entry in self._entries.values())

    def read(self, name: str) -> bytes:
        """Return a part's bytes; what the zip claims of its size is not believed."""
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadablePart(f"{name} is not there")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as problem:
            raise UnreadablePart(f"{name}: {problem}") from problem
        if len(content) > LARGEST_PART:
            raise UnreadablePart(f"{name} is larger than {LARGEST_PART} bytes")
        return content

    def xml(self, name: str) -> etree._Element:
        return parsed_xml(self.read(name), name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return a part's relations inside the package: id → (last word of its type, the name of the part it
        points to)."""
        folder, _, file = name.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if relations not in self._entries:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                _resolved(folder, relation.get("Target", "")),
            )
            for relation in self.xml(relations).iter(f"{RELATIONSHIPS}Relationship")
            if relation.get("TargetMode") != "External"
        }


def parsed_xml(content: bytes, name: str = "") -> etree._Element:
    """Return the root of an XML part. No entity, no document type, no network, bounded depth; else
    UnreadablePart."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadablePart(f"{name}: {problem}") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadablePart(f"{name} declares a document type")
    return root


def _resolved(folder: str, target: str) -> str:
    """Return the name of the part that a relation's target means: absolute, or relative to the part's
    folder."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
