"""Measures guest checkouts (place an order, read the code, confirm): throughput, latency and processor time."""

import json
import statistics
import subprocess
import tempfile
from pathlib import Path

from measured import Measured
from program import ROOT

LOAD = ROOT / "target/debug/load"


def measure(programs: dict[str, Path], at_once: list[int], rounds: int, guests: int) -> list[dict]:
    """Each round measures every program once, so that changes in the machine's load affect all programs alike."""
    cases = [(name, disk, guests_at_once) for guests_at_once in at_once for disk in (False, True) for name in programs]
    runs: dict[tuple, list[dict]] = {case: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            name, disk, guests_at_once = case
            print(f"  round {number + 1} of {rounds}: {name}, {storage(disk)}, {guests_at_once} at once", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                data = Path(folder, "data") if disk else None
                with Measured(programs[name], data=data) as program:
                    runs[case].append(load(program, guests_at_once, guests))
    return [
        {"program": name, "storage": storage(disk), "atOnce": guests_at_once, **medians(runs[name, disk, guests_at_once])}
        for name, disk, guests_at_once in cases
    ]


def load(program: Measured, at_once: int, guests: int) -> dict:
    command = [LOAD, program.url, "--at-once", str(at_once), "--guests", str(guests), "--runs", "1"]
    command += ["--pid", str(program.process.pid)]
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def medians(runs: list[dict]) -> dict:
    of = lambda read: round(statistics.median(read(run) for run in runs), 1)
    return {
        "perSecond": of(lambda run: run["perSecond"]),
        "placeP50": of(lambda run: run["placeMs"]["p50"]),
        "placeP99": of(lambda run: run["placeMs"]["p99"]),
        "wholeP50": of(lambda run: run["wholeMs"]["p50"]),
        "processorMs": of(lambda run: run["processorMs"]),
        "runs": [run["perSecond"] for run in runs],
    }


def storage(disk: bool) -> str:
    return "disk" if disk else "memory"
