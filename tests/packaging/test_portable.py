"""What the sources may not do: Windows lacks some modules, and writes text in a code page unless told."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src" / "tonghop"

UNIX_MODULES = {
    "crypt", "curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "spwd",
    "syslog", "termios", "tty",
}  # fmt: skip
UNIX_NAMES = {
    "os": {
        "chown",
        "fork",
        "forkpty",
        "getgid",
        "getuid",
        "geteuid",
        "getpgid",
        "killpg",
        "mkfifo",
        "setsid",
        "uname",
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "alarm", "pause", "setitimer"},
}
TEXT_MODES = {"r", "w", "a", "x", "r+", "w+", "a+", "x+", "rt", "wt", "at", "xt"}

MODULES = sorted(SOURCES.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_module_is_portable(module: Path) -> None:
    assert list(complaints(module.read_text(encoding="utf-8"))) == []


BAD = [
    "import fcntl",
    "from pwd import getpwnam",
    "import os\nos.fork()",
    "import signal\nsignal.SIGKILL",
    "open('a')",
    "open('a', 'w')",
    "open('a', mode='r')",
    "path.read_text()",
    "path.write_text('ế')",
    "path.open()",
    "path.open('w', newline='')",
    "import os.path",
    "from os.path import join",
    "import os\nos.path.join(a, b)",
    "Path(f'{folder}/{name}')",
    "Path(folder + '/' + name)",
    "open(folder + '/a', 'rb')",
    "subprocess.run(command, text=True)",
    "Path('/tmp/x')",
    "if ready:\n    os.killpg(1, 2)",
    "if sys.platform == 'win32':\n    pass\nos.fork()",
]
GOOD = [
    "import os\nos.environ['A']",
    "open('a', 'rb')",
    "open('a', encoding='utf-8')",
    "path.read_text(encoding='utf-8')",
    "path.read_text('utf-8')",
    "path.write_text(text, 'utf-8')",
    "archive.open('word/document.xml')",
    "path.open('rb')",
    "symbol = f'{number}/{kind}-{organ}'",
    "Path(folder) / name",
    "subprocess.run(command, text=True, encoding='utf-8')",
    "workbook.open(path)",
    "Citation(text=mention)",
    "if sys.platform == 'win32':\n    end()\nelse:\n    os.killpg(1, signal.SIGKILL)",
]


@pytest.mark.parametrize("code", BAD)
def test_unportable_code_is_found(code: str) -> None:
    assert list(complaints(code))


@pytest.mark.parametrize("code", GOOD)
def test_portable_code_is_let_through(code: str) -> None:
    assert list(complaints(code)) == []


def complaints(code: str) -> Iterator[str]:
    """Yield one sentence for each thing in the code that would fail on Windows, or for Vietnamese there."""
    for node in _on_every_system(ast.parse(code)):
        for reason in (_unix_import(node), _unix_name(node), _default_encoding(node), _path_from_text(node)):
            if reason:
                yield f"line {getattr(node, 'lineno', 0)}: {reason}"


def _on_every_system(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run everywhere: what an `if sys.platform …` chooses has been thought about."""
    yield node
    chosen = isinstance(node, ast.If) and ast.unparse(node.test).startswith("sys.platform ")
    for child in () if chosen else ast.iter_child_nodes(node):
        yield from _on_every_system(child)


def _unix_import(node: ast.AST) -> str | None:
    if isinstance(node, ast.Import):
        names = {alias.name for alias in node.names}
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        names = {node.module or ""}
    else:
        return None
    if found := {name for name in names if name.split(".")[0] in UNIX_MODULES}:
        return f"only Unix has {', '.join(sorted(found))}"
    return "pathlib instead of os.path" if "os.path" in names else None


def _unix_name(node: ast.AST) -> str | None:
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return None
    if node.value.id == "os" and node.attr == "path":
        return "pathlib instead of os.path"
    return f"only Unix has {node.attr}" if node.attr in UNIX_NAMES.get(node.value.id, ()) else None


def _default_encoding(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or any(keyword.arg in ("encoding", None) for keyword in node.keywords):
        return None
    name, is_method = _called(node), isinstance(node.func, ast.Attribute)
    if name == "open" and _opens_text(node, is_method=is_method):
        return "open() without an encoding"
    if is_method and (
        (name == "read_text" and not node.args) or (name == "write_text" and len(node.args) < 2)
    ):
        return f"{name}() without an encoding"
    if any(_is_on(keyword, "text") or _is_on(keyword, "universal_newlines") for keyword in node.keywords):
        return f"{name}() decodes without an encoding"
    return None


def _is_on(keyword: ast.keyword, name: str) -> bool:
    return keyword.arg == name and isinstance(keyword.value, ast.Constant) and keyword.value.value is True


def _opens_text(node: ast.Call, *, is_method: bool) -> bool:
    """Say whether open() is in text mode; archive.open("name") is not, path.open() and path.open("w") are."""
    given = [*node.args[0 if is_method else 1 :], *(k.value for k in node.keywords if k.arg == "mode")]
    mode = given[0].value if given and isinstance(given[0], ast.Constant) else None
    return not given or mode in TEXT_MODES


def _path_from_text(node: ast.AST) -> str | None:
    if not (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Path", "open", "PurePath")
    ):
        return None
    parts = ast.walk(node.args[0]) if node.args else ()
    texts = (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return "a path joined as text: use Path(...) / name" if any("/" in text for text in texts) else None


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
