"""Starts and stops a `docket` process, in memory or on disk, on a free port."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / "target/debug/docket"


class Program:
    """A context manager: leaving the block stops the program and deletes its temporary data."""

    def __init__(self, path: Path = BUILT, *, disk: bool = False, folder: Path | None = None, demo_orders: bool = False):
        if not path.exists():
            sys.exit(f"{path} is not there; build it first: cargo build --workspace --all-targets")
        self.path, self.disk, self.kept, self.demo_orders = path, disk, folder, demo_orders

    def __enter__(self) -> "Program":
        self.temporary = tempfile.TemporaryDirectory()
        data = self.kept or Path(self.temporary.name, "data")
        command = [str(self.path), "--port", "0"]
        command += ["--data", str(data)] if self.disk else ["--memory"]
        # A build from before the demo had orders does not know the option.
        command += ["--no-demo-orders"] if not self.demo_orders and self.knows("--no-demo-orders") else []
        self.log = Path(self.temporary.name, "log")
        began = time.monotonic()
        with self.log.open("w") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT)
        self.url = self.process.stdout.readline().strip().rsplit(" ", 1)[-1]
        self.started_in = time.monotonic() - began
        if not self.url.startswith("http"):
            log = self.log.read_text()
            self.__exit__()
            sys.exit(f"{self.path} did not start:\n{log}")
        # The messages that it prints are not read here, and a full pipe would stop it.
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait()
        self.temporary.cleanup()

    def knows(self, option: str) -> bool:
        return option in subprocess.run([self.path, "--help"], capture_output=True, text=True).stdout

    @property
    def pid(self) -> int:
        return self.process.pid

    def processor_seconds(self) -> float:
        """The processor time of all its threads since it started."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def resident_megabytes(self) -> float:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")
