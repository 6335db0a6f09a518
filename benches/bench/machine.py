"""Describes the machine of a measurement, and how much its other load disturbs the figures."""

import os
import platform
import statistics
import subprocess
import time
from pathlib import Path


def describe() -> dict:
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(),
        "rustc": printed("rustc", "--version"),
        "python": platform.python_version(),
        "commit": printed("git", "rev-parse", "--short", "HEAD"),
        "changed": bool(printed("git", "status", "--porcelain")),
    }


def baseline() -> dict:
    """Times one fixed piece of work repeatedly: the spread of the times is the noise in every figure."""
    times = []
    for _ in range(9):
        began = time.perf_counter()
        sum(number * number % 7 for number in range(300_000))
        times.append((time.perf_counter() - began) * 1_000)
    least, median = min(times), statistics.median(times)
    return {"loadAverage": round(os.getloadavg()[0], 2), "ms": round(median, 1), "spread": round(median / least - 1, 3)}


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def printed(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
