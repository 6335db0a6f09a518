"""The samples in infra/events, one for each function, and the values that replace their placeholders `{{…}}` at run time.

Tokens, codes and the ids of orders differ in every run, and a file must not contain secrets."""

import json
import re
from pathlib import Path

EVENTS = Path(__file__).parent.parent / "events"
PLACEHOLDER = re.compile(r"\{\{([^}]+)}}")


def names() -> set[str]:
    return {path.stem for path in EVENTS.glob("*.json")}


def sample(name: str, values: dict):
    return filled(json.loads((EVENTS / f"{name}.json").read_text()), values)


def filled(part, values: dict):
    if isinstance(part, dict):
        return {key: filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(value, values) for value in part]
    if not isinstance(part, str):
        return part
    # A placeholder that is the whole text may stand for a value of any type.
    if whole := PLACEHOLDER.fullmatch(part):
        return values[whole[1]]
    return PLACEHOLDER.sub(lambda it: values[it[1]], part)
