"""Prices and usage, and the rows of the tables that are made of them."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PRICES = json.loads((HERE / "prices.json").read_text())
USAGE = json.loads((HERE / "usage.json").read_text())
UNITS = {"_million": 1_000_000, "_ten_thousand": 10_000, "_thousand": 1_000}
GB = 1_000_000_000


class Fault(Exception):
    """A mismatch that the author of a change to the template, a test or a price has to resolve."""


@dataclass
class Row:
    what: str
    amount: str
    dollars: float


def price(name: str, of: str | None = None) -> float:
    """The price of one unit. `of` chooses among several variants, such as processors."""
    unit = next((size for end, size in UNITS.items() if name.endswith(end)), 1)
    return (PRICES[name][of] if of else PRICES[name]) / unit


def logged(lines: list[str]) -> int:
    """Bytes that CloudWatch counts for log lines of these kinds."""
    sizes = USAGE["log_bytes"]
    return sum(sizes[line] + sizes["added"] for line in lines)


def check_sources(node=USAGE):
    """Fails when a test no longer asserts the value that a figure uses."""
    if isinstance(node, list):
        node = dict(enumerate(node))
    if not isinstance(node, dict):
        return
    for child in node.values():
        check_sources(child)
    if text := node.get("asserted"):
        source = ROOT / node["source"]
        if not source.exists() or text not in source.read_text():
            raise Fault(f"{node['source']} does not say {text!r} any longer; correct infra/costs/usage.json")
