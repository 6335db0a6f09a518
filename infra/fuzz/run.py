"""Starts the program, in memory and with the demo, and fuzzes it with schemathesis."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

from program import ROOT, Program

SEED = os.environ.get("SEED", "20261120")
PHASES = ["examples", "coverage", "fuzzing", "stateful"]


# The number of operations that must succeed at least once.
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
        # A fixed seed sends the same requests on every machine.
        options += ["--max-examples", "10", "--generation-deterministic"]
    document = str(ROOT / "docs/openapi.json")
    return [str(schemathesis), "--config-file", str(HERE / "schemathesis.toml"), "run", document, *options, *sys.argv[1:]]


def depth(answers: list) -> int:
    """Checks that enough operations succeeded: an operation that is always refused is hardly tested. Ids are random, so the
    result differs a little from run to run."""
    done = {label for label, status, _ in answers if status < 300}
    refused = sorted({label for label, _, _ in answers} - done)
    by_kind = Counter()
    for _, status, times in answers:
        by_kind[f"{status // 100}xx"] += times
    counts = ", ".join(f"{times} {kind}" for kind, times in sorted(by_kind.items()))
    print(f"{sum(by_kind.values())} answers: {counts}; {len(done)} operations carried out")
    for label in refused:
        print(f"{label} was never carried out", file=sys.stderr)
    return 0 if len(done) >= CARRIED_OUT else 1


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Program("--no-demo-orders") as program:
        answers = Path(folder, "answers")
        environment = {"DOCKET_URL": program.url, "DOCKET_ANSWERS": str(answers)}
        environment |= {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
        failed = subprocess.run(command(program.url), cwd=folder, env=os.environ | environment).returncode
        program.check_running()
        program.stop()
        if "panicked" in (log := program.log.read_text()):
            sys.exit(f"the program panicked:\n{log[-4000:]}")
        # Reported after a failure as well: operations that never succeeded should be known at once.
        shallow = answers.exists() and depth(json.loads(answers.read_text(encoding="utf-8")))
        return failed or int(shallow)


if __name__ == "__main__":
    sys.exit(main())
