"""Compares the rights that the template grants with the rights that the tests used: no function may have a right to the
table or to the image files that no test needed. Rules that need no test run are in infra/lint/."""

import sys
from collections.abc import Iterator
from pathlib import Path

from lint.template import Template, read

LEDGER = Path(__file__).parent.parent / "target/rights.tsv"


def main() -> None:
    template = read()
    if faults := list(unused(template)):
        for fault in faults:
            print(f"template.yaml: {fault}", file=sys.stderr)
        raise SystemExit(1)
    print(f"rights: {len(list(template.functions()))} functions use what they are given")


def unused(template: Template) -> Iterator[str]:
    if not LEDGER.exists():
        raise SystemExit(f"{LEDGER} is not there: the tests write it; run them first: make rust")
    used = {tuple(line.split("\t")) for line in LEDGER.read_text().splitlines()}
    for name, function in template.functions():
        for action, resource in given(template, function):
            # The Lambda service reads the stream, and no test runs it.
            kept = {"dynamodb": "Table", "s3": "ProductImages"}.get(action.split(":")[0])
            of_ours = kept and (resource == kept or resource.startswith(f"{kept}/"))
            if of_ours and (function["Handler"], action, resource) not in used:
                yield f"{name} is given {action} on {resource}, and no test saw it use that"


def given(template: Template, function: dict) -> Iterator[tuple[str, str]]:
    for statement in template.statements(function):
        if statement.allows:
            yield from ((action, resource) for action in statement.actions for resource in statement.resources)


main()
