"""Starts the program, in memory and with the demo, and lets schemathesis loose on it."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAM = Path(os.environ.get("DOCKET", ROOT / "target/debug/docket"))
SEED = os.environ.get("SEED", "20261120")
PHASES = ["examples", "coverage", "fuzzing", "stateful"]


# Of all operations, so many must succeed at least once.
CARRIED_OUT = 70


def seconds(duration: str) -> int:
    parts = re.fullmatch(r"(\d+)([smh]?)", duration)
    if not parts:
        sys.exit(f"DURATION={duration} is no duration like 90s or 10m")
    return int(parts[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[parts[2]]


def command(url: str) -> list[str]:
    schemathesis = Path(sys.executable).parent / "schemathesis"
    options = ["--url", url, "--seed", SEED, "--phases", ",".join(PHASES)]
    if duration := os.environ.get("DURATION"):
        options += ["--max-time", str(seconds(duration)), "--max-examples", os.environ.get("EXAMPLES", "100")]
    else:
        # The same requests on every machine.
        options += ["--max-examples", "10", "--generation-deterministic"]
    document = str(ROOT / "docs/openapi.json")
    return [str(schemathesis), "--config-file", str(HERE / "schemathesis.toml"), "run", document, *options, *sys.argv[1:]]


def depth(answers: list) -> int:
    """Whether enough operations were carried out and not only refused: who is always refused is hardly tested.
    Ids are random, so a few of them differ from run to run."""
    done = {label for label, status, _ in answers if status < 300}
    refused = sorted({label for label, _, _ in answers} - done)
    by_kind = Counter()
    for _, status, times in answers:
        by_kind[f"{status // 100}xx"] += times
    told = ", ".join(f"{times} {kind}" for kind, times in sorted(by_kind.items()))
    print(f"{sum(by_kind.values())} answers: {told}; {len(done)} operations carried out")
    for label in refused:
        print(f"{label} was never carried out", file=sys.stderr)
    return 0 if len(done) >= CARRIED_OUT else 1


def main() -> int:
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is not there; build it first: cargo build")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("w") as errors:
            arguments = [PROGRAM, "--memory", "--no-demo-orders", "--port", "0"]
            program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            url = program.stdout.readline().strip().rsplit(" ", 1)[-1]
            if not url.startswith("http"):
                sys.exit(f"the program did not start:\n{log.read_text()}")
            # The rest of its output, the messages sent, is of no interest here.
            subprocess.Popen(["cat"], stdin=program.stdout, stdout=subprocess.DEVNULL)
            answers = Path(folder, "answers")
            environment = {"DOCKET_URL": url, "DOCKET_ANSWERS": str(answers)}
            environment |= {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
            failed = subprocess.run(command(url), cwd=folder, env=os.environ | environment).returncode
            if program.poll() is not None:
                sys.exit(f"the program ended by itself:\n{log.read_text()[-4000:]}")
        finally:
            program.terminate()
            program.wait()
        if "panicked" in (told := log.read_text()):
            sys.exit(f"the program panicked:\n{told[-4000:]}")
        # Also where something failed: what was never carried out is to be known at once.
        shallow = answers.exists() and depth(json.loads(answers.read_text(encoding="utf-8")))
        return failed or int(shallow)


if __name__ == "__main__":
    sys.exit(main())
