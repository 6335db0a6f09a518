"""Checks the event schemas as files: each is a valid JSON Schema, is named after its event, accepts its own examples and
refuses unknown members. A test in shared/contract checks that they equal what its types generate."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parent / "schemas"


def refusals(schema: dict) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for example in schema["examples"] for error in validator.iter_errors(example)]


def open_objects(schema: object, path: str = "$") -> list[str]:
    if isinstance(schema, list):
        return [found for i, part in enumerate(schema) for found in open_objects(part, f"{path}[{i}]")]
    if not isinstance(schema, dict):
        return []
    here = [path] if schema.get("type") == "object" and schema.get("additionalProperties") is not False else []
    return here + [found for key, part in schema.items() if key != "examples" for found in open_objects(part, f"{path}.{key}")]


def main() -> int:
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
    problems = []
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        if schema["title"] != name or schema["$id"] != f"urn:docket:event:{name}:1":
            problems.append(f"{name}: title or $id is another event's")
        problems += [f"{name}: its example is refused: {message}" for message in refusals(schema)]
        problems += [f"{name}: takes unknown members at {path}" for path in open_objects(schema)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{len(schemas)} event schemas are in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
