"""Handlers reach the table through use cases only: no file of the functions names the `store` of an `App`. Comments,
texts and tests inside a file do not count.

Each function of the registry also has a file of its name, so that its handler is easy to find."""

import re
import sys
from pathlib import Path

from rust import NOISE, TESTS

ROOT = Path(__file__).parent.parent.parent
HANDLERS = "functions/src"
REGISTRY = "functions/src/registry.rs"
STORE = re.compile(r"\bstore\b")
FUNCTION = re.compile(r'(?:\b(?:http|event|stream)!\(|\bname:)\s*"([a-z-]+)"')


def named(source: str) -> list[int]:
    """The lines that name the store."""
    # Blanked out, so that lines keep their numbers.
    blank = lambda found: "\n" * found[0].count("\n")
    source = NOISE.sub(blank, TESTS.sub(blank, source))
    return [source.count("\n", 0, it.start()) + 1 for it in STORE.finditer(source)]


def faults(root: Path) -> list[str]:
    found = []
    for file in sorted((root / HANDLERS).rglob("*.rs")):
        text = file.read_text()
        lines = text.splitlines()
        for number in named(text):
            line = lines[number - 1].strip()
            found.append(f"{file.relative_to(root)}:{number}: touches the table; let a use case of the app do it: {line}")
    return found


def functions(root: Path) -> list[str]:
    return FUNCTION.findall((root / REGISTRY).read_text())


def without_file(root: Path) -> list[str]:
    """The functions without a file of their name."""
    files = {file.stem for file in (root / HANDLERS).rglob("*.rs")}
    missing = [name for name in functions(root) if name.replace("-", "_") not in files]
    return [f"{REGISTRY}: {name} has no file {name.replace('-', '_')}.rs in {HANDLERS}" for name in missing]


def main() -> int:
    found = [*faults(ROOT), *without_file(ROOT)]
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print(f"no handler touches the table, and each of {len(functions(ROOT))} functions has a file of its name")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
