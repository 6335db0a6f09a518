"""Only lifecycles name their statuses: no other Rust source does, except tests and the demo's data.

A status name with a capital or an underscore counts wherever it is a word of a text or a comment. The other names are
English words too, and count where they are the whole text, or stand in quotes or backticks.

The documentation of `functions` is the reference of the API. It may name statuses, because the statuses of batches and
of payments, and the phases that all lifecycles share, have the same names."""

import re
import sys
import tomllib
from pathlib import Path

from rust import TESTS

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("functions", "local", "shared")
LIFECYCLES = ("shared/domain/lifecycles", "shared/domain/tests/lifecycles")
# Its orders have statuses.
DEMO = "local/src/demo.rs"
# Lines that name something else that has the name of a status.
OTHERS = {
    # A batch's own statuses, and the phases that all lifecycles share.
    "shared/domain/src/batch.rs": ['Self::PickedUp => "PICKED_UP",', 'Self::Cancelled => "CANCELLED",'],
    "shared/domain/src/lifecycle/phase.rs": ['Self::Ready => "ready",', 'Self::Cancelled => "cancelled",'],
    "shared/domain/src/lifecycle/source/form.rs": [
        'pub const READY: &str = "ready";', 'pub const CANCELLED: &str = "cancelled";',
    ],
    # The payment status of an order.
    "shared/domain/src/order/payment_status.rs": ['Self::Pending => "pending",'],
    "functions/src/openapi/words.rs": [
        '"unpaid", "pending", "authorized", "partly_paid", "paid", "refund_requested",',
    ],
    # CloudFormation's own status.
    "functions/src/keys/make_keys.rs": ['answer["Status"] = json!("FAILED");'],
    # A counter of a product's stock.
    "functions/src/products/view.rs": [
        '#[schema(example = json!({"available": 480, "received": 500, "writtenOff": 2, "taken": 20, "returned": 2, "buckets": 1}))]',
    ],
}
TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r'|b?r(?P<hashes>#*)"(?P<raw>.*?)"(?P=hashes)'
    r'|b?"(?P<text>(?:\\.|[^"\\])*)"'
    r"|'(?:\\.|[^'\\])'",
    re.S,
)


def names(root: Path) -> set[str]:
    files = [file for folder in LIFECYCLES for file in sorted((root / folder).glob("*.toml"))]
    return {status["name"] for file in files for status in tomllib.loads(file.read_text())["status"]}


def sources(root: Path) -> list[Path]:
    files = [file for folder in FOLDERS for file in sorted((root / folder).rglob("*.rs"))]
    return [file for file in files if not is_test(file.relative_to(root)) and str(file.relative_to(root)) != DEMO]


def is_test(file: Path) -> bool:
    return "tests" in file.parts or file.name == "tests.rs"


def named(source: str, names: set[str], documented: bool = True) -> list[tuple[int, str]]:
    """The lines that name a status, with the name; with `documented`, documentation counts too."""
    # Modules of tests are blanked out, so that line numbers remain valid.
    source = TESTS.sub(lambda tests: "\n" * tests[0].count("\n"), source)
    unmistakable = {name for name in names if name != name.lower() or "_" in name}
    word = pattern(unmistakable, r"(?<!\w)", r"(?!\w)")
    quoted = pattern(names - unmistakable, r"[`'\"]", r"[`'\"]")
    found = []

    def look(text: str, at: int, *patterns: re.Pattern):
        for pattern in patterns:
            found.extend((source.count("\n", 0, at + it.start(1)) + 1, it[1]) for it in pattern.finditer(text))

    for token in TOKEN.finditer(source):
        if token["comment"] is not None and not documented and token["comment"].startswith("///"):
            continue
        if token["comment"] is not None:
            look(token["comment"], token.start("comment"), word, quoted)
            continue
        kind = "raw" if token["raw"] is not None else "text"
        text = token[kind]
        if text is None:
            continue
        if text in names:
            found.append((source.count("\n", 0, token.start()) + 1, text))
        else:
            look(text.replace('\\"', '`"') if kind == "text" else text, token.start(kind), word, quoted)
    return sorted(found)


def pattern(names: set[str], before: str, after: str) -> re.Pattern:
    # Longer names first, because one may be the beginning of another.
    return re.compile(f"{before}({'|'.join(sorted(names, key=len, reverse=True)) or '(?!)'}){after}")


def faults(root: Path, others: dict[str, list[str]]) -> list[str]:
    known, found, met = names(root), [], set()
    for file in sources(root):
        path, text = str(file.relative_to(root)), file.read_text()
        lines = text.splitlines()
        for number, name in named(text, known, documented=not path.startswith("functions/")):
            line = lines[number - 1].strip()
            if line in others.get(path, ()):
                met.add((path, line))
            else:
                found.append(f"{path}:{number}: names the status {name}; ask the order's lifecycle instead: {line}")
    for path, kept in others.items():
        found += [f"{path}: has no line `{line}` any more" for line in kept if (path, line) not in met]
    return found


def main() -> int:
    found = faults(ROOT, OTHERS)
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print(f"no Rust source names one of {len(names(ROOT))} statuses")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
