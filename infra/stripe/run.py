"""Starts the program, and runs the payment provider's official libraries for Python and Node against its stand-in."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAM = Path(os.environ.get("DOCKET", ROOT / "target/debug/docket"))
SUITES = {
    "Python": [sys.executable, "-m", "unittest", "--quiet", "test_python"],
    "Node": ["node", "--test", "test_node.mjs"],
}


def main() -> int:
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is not there; build it first: cargo build")
    failed = []
    for name, suite in SUITES.items():
        # Each its own: neither sees what the other made.
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            with log.open("w") as errors:
                arguments = [PROGRAM, "--memory", "--no-demo", "--port", "0"]
                program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True)
            try:
                url = program.stdout.readline().strip().rsplit(" ", 1)[-1]
                if not url.startswith("http"):
                    sys.exit(f"the program did not start:\n{log.read_text()}")
                print(f"the official library for {name}:", flush=True)
                if subprocess.run(suite, cwd=HERE, env=os.environ | {"DOCKET_URL": url}).returncode != 0:
                    failed.append(name)
                if program.poll() is not None:
                    sys.exit(f"the program ended by itself:\n{log.read_text()[-4000:]}")
            finally:
                program.terminate()
                program.wait()
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
