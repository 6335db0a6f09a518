"""Handlers reach the table by use cases alone: no file of the functions names the store that an `App` has.

Comments, texts and tests inside a file do not count."""

import re
import sys
from pathlib import Path

from rust import NOISE, TESTS

ROOT = Path(__file__).parent.parent.parent
HANDLERS = "functions/src"
STORE = re.compile(r"\bstore\b")


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


def main() -> int:
    found = faults(ROOT)
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print("no handler touches the table")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
