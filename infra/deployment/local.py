"""The local program as `make run` starts it, without the demo, with the template's limits, in memory."""

import json
import os
import signal
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from emulator import ROOT

PROGRAM = Path(os.environ.get("DOCKET", ROOT / "target/debug/docket"))
ADMIN = "+12025550100"


class Local:
    """A context manager that ends the program."""

    def __enter__(self):
        if not PROGRAM.exists():
            raise SystemExit(f"{PROGRAM} is not there; build it first: cargo build")
        command = [PROGRAM, "--memory", "--no-demo", "--production-limits", "--port", "0"]
        self.log = tempfile.TemporaryFile("w+")
        # It has its own table, and must not use the emulator's.
        own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=self.log, text=True)
        first = self.process.stdout.readline()
        if not first:
            self.log.seek(0)
            raise SystemExit(f"the local program did not start:\n{self.log.read()}")
        self.url = first.rsplit(" ", 1)[-1].strip()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        self.log.close()

    def sent_to(self, somebody: str) -> list[str]:
        path = "/_local/messages?to=" + urllib.parse.quote(somebody)
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return [it["text"] for it in reversed(json.load(answer)["messages"])]
