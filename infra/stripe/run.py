"""Starts the program, and runs the payment provider's official libraries for Python and Node against its stand-in."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

from program import Program

SUITES = {
    "Python": [sys.executable, "-m", "unittest", "--quiet", "test_python"],
    "Node": ["node", "--test", "test_node.mjs"],
}


def main() -> int:
    failed = []
    for name, suite in SUITES.items():
        # A program for each suite, so that neither sees the other's records.
        with Program("--no-demo") as program:
            print(f"the official library for {name}:", flush=True)
            if subprocess.run(suite, cwd=HERE, env=os.environ | {"DOCKET_URL": program.url}).returncode != 0:
                failed.append(name)
            program.check_running()
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
