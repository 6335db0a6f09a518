"""A local AWS: ministack, on a free port of the loopback interface, for one run.

Its differences from AWS, as far as this test meets them:

- It does not import the OpenAPI body of an HTTP API, so its routes are made by `stack.py`, and it has no
  throttling, no access log and no limit of size.
- API Gateway is not at a host name of its own: the stage is a part of the path, also `$default`.
- A rule hands its event to a function once. EventBridge's own attempts, dead-letter queues of rules, and the
  repetition of a failed asynchronous invocation that came from a rule are not there. `Invoke` with the type
  `Event`, which is what EventBridge calls on AWS, has both the attempts and the failure destination.
- A function that answers `batchItemFailures` for records of a stream counts as successful, batches are not
  halved, and there is one batch of a shard at a time. A failed stream batch has no destination in S3.
- `local_aws.py` corrects what it refuses of the template or interprets otherwise.

It enforces rights: a function has those of its role, and no others."""

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import boto3
from botocore.config import Config

REGION = "us-east-1"
ROOT = Path(__file__).parent.parent.parent
PYTHON = ROOT / ".venv/ministack/bin/python"
PATIENCE = 30


class Emulator:
    """A context manager that ends what it started."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.folder = tempfile.TemporaryDirectory(prefix="docket-deployment-")
        # No profiles, credentials or proxies of the environment: no request may reach an AWS account.
        self.surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", self.folder.name),
            "TMPDIR": self.folder.name,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "__SAM_CLI_APP_DIR": self.folder.name,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
        }
        for name in list(os.environ):
            if name.startswith("AWS_") or name.lower().endswith("_proxy"):
                del os.environ[name]
        os.environ.update({name: value for name, value in self.surroundings.items() if name.startswith("AWS_")})
        self.session = boto3.Session("test", "test", region_name=REGION)
        self.log = Path(self.folder.name, "ministack.log")
        self.process = None

    def __enter__(self):
        own = {
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "AUTH": "true",
            # Nothing listens on other ports.
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "DOCKER_HOST": f"unix://{self.folder.name}/no-docker",
            # A minute on AWS.
            "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.2",
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [PYTHON, Path(__file__).parent / "local_aws.py"], env=self.surroundings | own, cwd=self.folder.name, stdout=log, stderr=log
            )
        try:
            wait_for(self._is_ready, "the emulator's start")
        except BaseException:
            print(self.log.read_text()[-4000:])
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        # Its functions are child processes, which it ends at SIGTERM.
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    def _is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise SystemExit(f"the emulator ended with {self.process.returncode}")
        try:
            return bool(self.get("/_ministack/health"))
        except OSError:
            return False

    def client(self, service: str):
        retries = Config(retries={"total_max_attempts": 1}, read_timeout=120)
        return self.session.client(service, endpoint_url=self.endpoint, config=retries)

    def get(self, path: str):
        """Data that the emulator shows and AWS does not."""
        with urllib.request.urlopen(self.endpoint + path, timeout=10) as answer:
            return json.load(answer)

    def sms(self) -> list[dict]:
        """The requests to SNS to send SMS, complete, oldest first."""
        kept = self.get("/_ministack/sns/sms-messages")
        return [message for messages in kept["sms_messages"].values() for message in messages]

    def mails(self) -> list[dict]:
        """The requests to SES to send e-mail, complete."""
        kept = self.get("/_ministack/ses/messages")
        return [message for messages in kept["messages"].values() for message in messages]


def wait_for(found, what: str, patience: float = PATIENCE):
    """Waits until `found` returns something, and returns it."""
    end = time.monotonic() + patience
    while True:
        if answer := found():
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what} took longer than {patience:.0f} s")
        time.sleep(0.05)
