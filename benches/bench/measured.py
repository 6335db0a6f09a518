"""A running `docket` that is measured: how long its start took, and what it uses of the machine."""

import subprocess
import time
from pathlib import Path

from program import PROGRAM, Program


class Measured(Program):
    """The program with or without the demo's orders, in memory or with a data folder."""

    def __init__(self, path: Path = PROGRAM, *, data: Path | None = None, demo_orders: bool = False):
        # A build from before the demo had orders does not know the option.
        without = [] if demo_orders or not knows(path, "--no-demo-orders") else ["--no-demo-orders"]
        super().__init__(*without, path=path, data=data)

    def __enter__(self) -> "Measured":
        began = time.monotonic()
        super().__enter__()
        self.started_in = time.monotonic() - began
        return self

    def processor_seconds(self) -> float:
        """The processor time of all its threads since it started."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def resident_megabytes(self) -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")


def knows(path: Path, option: str) -> bool:
    return option in subprocess.run([path, "--help"], capture_output=True, text=True).stdout
