"""Runs the program on a free port, for suites and measurements that call it over HTTP."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = Path(os.environ.get("DOCKET", ROOT / "target/debug/docket"))


class Program:
    """A context manager: the program ends with the block. Without a data folder it keeps everything in memory."""

    def __init__(self, *options: str, path: Path = PROGRAM, data: Path | None = None):
        if not path.exists():
            sys.exit(f"{path} is not there; build it first: cargo build")
        storage = ["--data", data] if data else ["--memory"]
        self.command = [path, *storage, "--port", "0", *options]

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.log = Path(self.folder.name, "log")
        with self.log.open("w") as errors:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=errors, text=True)
        self.url = self.process.stdout.readline().strip().rsplit(" ", 1)[-1]
        if not self.url.startswith("http"):
            log = self.log.read_text()
            self.__exit__()
            sys.exit(f"{self.command[0]} did not start:\n{log}")
        # The rest of its standard output, the messages that it sends, is discarded: a full pipe would block the program.
        subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()

    def stop(self):
        """Stops it before the end of the block, so that `log` also has the output of its shutdown."""
        self.process.terminate()
        self.process.wait()

    def check_running(self):
        """Exits with an error when the program has ended by itself."""
        if self.process.poll() is not None:
            sys.exit(f"the program ended by itself:\n{self.log.read_text()[-4000:]}")
