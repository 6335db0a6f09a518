"""Measures Docket on this machine, in one run: a readable table, and the same as JSON."""

import argparse
import json
import sys
import time
from pathlib import Path

import checkouts
import machine
import report
import running
from program import PROGRAM, ROOT

SECTIONS = ("checkouts", "running")


def main() -> int:
    options = read_options()
    programs = {"this": PROGRAM} | dict(options.beside)
    began = time.monotonic()
    result = {"machine": machine.describe(), "noise": [machine.baseline()]}
    if "checkouts" in options.sections:
        print("checkouts", flush=True)
        result["checkouts"] = checkouts.measure(programs, options.at_once, options.rounds, options.guests)
        result["noise"].append(machine.baseline())
    if "running" in options.sections:
        print(f"start and idle use, {options.idle} s", flush=True)
        result["running"] = running.measure(PROGRAM, options.idle)
        result["noise"].append(machine.baseline())
    result["seconds"] = round(time.monotonic() - began)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=2) + "\n")
    print(report.text(result))
    print(f"As JSON: {options.json}")
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"only these: {', '.join(SECTIONS)}")
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 8, 32], help="how many guests at a time (1 8 32)")
    parser.add_argument("--rounds", type=int, default=5, help="how many runs a median is of (5)")
    parser.add_argument("--guests", type=int, default=400, help="how many guests check out in a run (400)")
    parser.add_argument("--idle", type=int, default=60, help="over how many seconds idle use is measured (60)")
    parser.add_argument(
        "--beside", type=named_program, nargs="+", default=[], metavar="NAME=PROGRAM",
        help="other builds of docket, measured in the same rounds",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, default=ROOT / "target/bench.json", help="where the JSON goes")
    options = parser.parse_args()
    unknown = [it for it in options.sections if it not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {unknown[0]}; there are {', '.join(SECTIONS)}")
    options.sections = options.sections or list(SECTIONS)
    return options


def named_program(text: str) -> tuple[str, Path]:
    name, is_named, path = text.partition("=")
    if not (name and is_named and Path(path).is_file()):
        raise argparse.ArgumentTypeError(f"{text}: NAME=PROGRAM, and the program is a file")
    return name, Path(path).resolve()


if __name__ == "__main__":
    sys.exit(main())
