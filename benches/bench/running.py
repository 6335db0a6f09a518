"""Measures the program without requests: start time, idle processor use and resident memory."""

import statistics
import tempfile
import time
from pathlib import Path

from measured import Measured


def measure(path: Path, idle_seconds: int) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        with Measured(path, data=data, demo_orders=True) as program:
            first = program.started_in
            settle(program)
            before, began = program.processor_seconds(), time.monotonic()
            time.sleep(idle_seconds)
            share = (program.processor_seconds() - before) / (time.monotonic() - began)
            resident = program.resident_megabytes()
        again = []
        for _ in range(5):
            with Measured(path, data=data, demo_orders=True) as program:
                again.append(program.started_in)
    return {
        "firstStartSeconds": round(first, 2),
        "secondStartSeconds": round(statistics.median(again), 2),
        "idlePercentOfACore": round(share * 100, 2),
        "idleSeconds": idle_seconds,
        "residentMegabytes": round(resident, 1),
    }


def settle(program: Measured) -> None:
    """Waits until the demo's orders and the work that they cause are done: two idle seconds in a row, 300 s at most."""
    quiet, before = 0, program.processor_seconds()
    for _ in range(300):
        time.sleep(1)
        now = program.processor_seconds()
        quiet = quiet + 1 if now - before < 0.03 else 0
        before = now
        if quiet >= 2:
            return
