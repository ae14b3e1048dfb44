"""TOML written for people: one key a line, long lists one item a line, comments above. The reader is
`tomllib`.
"""

import json
from collections.abc import Mapping, Sequence

_LONG = 100


def toml_table(heading: str, table: Mapping[str, object]) -> str:
    """Write one table under its heading ("[campaign]", "[[body]]").

    >>> print(toml_table("[[body]]", {"code": "a", "aliases": ["BTG"], "figures": True}))
    [[body]]
    code = "a"
    aliases = ["BTG"]
    figures = true
    <BLANKLINE>
    """
    return "\n".join([heading, *(f"{key} = {toml_value(value)}" for key, value in table.items())]) + "\n"


def toml_value(value: object) -> str:
    """Write a string, bool, int or list of strings."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [toml_value(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _LONG else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    return _string(str(value))


def toml_comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())


def _string(text: str) -> str:
    # JSON's escapes are TOML's, except that TOML wants U+007F escaped as well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
