"""One function in AWS's Lambda runtime interface emulator, which comes with aws-sam-cli and needs no Docker."""

import json
import os
import platform
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

ARCHITECTURES = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
EMULATOR = Path(find_spec("samcli").origin).parent / "local/rapid" / f"aws-lambda-rie-{ARCHITECTURES[platform.machine()]}"

# Lambda's system has the root certificates as one file. Debian and others have each in a file of its own besides, and
# reading all of them twice takes a third of a cold start, which does not happen on Lambda.
ROOTS = [Path("/etc/ssl/certs/ca-certificates.crt"), Path("/etc/pki/tls/certs/ca-bundle.crt")]


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [it.getsockname()[1] for it in sockets]
    for it in sockets:
        it.close()
    return ports


class Sandbox:
    """A function's process, cold until its first invocation; the end of `with` ends it."""

    def __init__(self, bootstrap: Path, handler: str, environment: dict[str, str], timeout: int = 10):
        invoke_port, api_port = free_ports(2)
        self.url = f"http://127.0.0.1:{invoke_port}/2015-03-31/functions/function/invocations"
        self.log = tempfile.TemporaryFile("w+")
        options = ["--runtime-interface-emulator-address", f"127.0.0.1:{invoke_port}"]
        options += ["--runtime-api-address", f"127.0.0.1:{api_port}"]
        lambdas = {
            "PATH": os.environ["PATH"],
            "_HANDLER": handler,
            "AWS_LAMBDA_FUNCTION_NAME": handler,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout),
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "none",
            "AWS_SECRET_ACCESS_KEY": "none",
        }
        lambdas |= {"SSL_CERT_FILE": str(path) for path in ROOTS if path.exists()}
        self.process = subprocess.Popen(
            [EMULATOR, *options, bootstrap],
            env=lambdas | environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            # A group of its own, so that the function ends with its emulator.
            start_new_session=True,
        )
        # The port for invocations opens first; a quick function would call the runtime API before its port is open.
        for port in (invoke_port, api_port):
            while not self._listens(port):
                if self.process.poll() is not None:
                    raise RuntimeError(f"{handler}: the emulator ended:\n{self.output()}")
                time.sleep(0.001)

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def invoke(self, event) -> dict | list | None:
        """The function's answer; RuntimeError when it failed or crashed."""
        body = json.dumps(event).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url, body), timeout=60) as response:
                answer = json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"the function did not start or crashed: {error}\n{self.output()}") from None
        if isinstance(answer, dict) and "errorMessage" in answer:
            raise RuntimeError(f"{answer}\n{self.output()}")
        return answer

    def output(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def milliseconds(self) -> tuple[float, float]:
        """The durations of the start and of the first invocation, by the emulator's own clock."""
        log = self.output()
        init = re.search(r"INIT REPORT\(durationMs: ([\d.]+)\)", log)
        run = re.search(r"INVOKE RTDONE\(.*duration: ([\d.]+)ms\)", log)
        return float(init[1]), float(run[1])

    def busy_milliseconds(self) -> float:
        """The processor time of the function since it began, independent of the machine's load."""
        return sum(int((task / "schedstat").read_text().split()[0]) for task in (self._child() / "task").iterdir()) / 1e6

    def _child(self) -> Path:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        (child,) = {pid for task in tasks for pid in task.read_text().split()}
        return Path(f"/proc/{child}")

    def kilobytes(self) -> tuple[int, int]:
        """Resident memory of the function's process: now, and at most."""
        status = (self._child() / "status").read_text()
        return tuple(int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) for name in ("VmRSS", "VmHWM"))
