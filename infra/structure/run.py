"""Checks for cycles between files of a crate, which are not allowed, and checks the crates' dependencies and the features
that they ask of each other. A cycle is two or more files that depend on each other."""

import json
import subprocess
import sys
from pathlib import Path

from crates import faults
from rust import Crate, circles

ROOT = Path(__file__).parent.parent.parent

# Features that are for tests only, and the crates that may ask for them.
FOR_TESTS = ("test-lifecycles", "schemas")
TESTS = "docket-tests"

def main() -> int:
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    members = [packages[id] for id in metadata["workspace_members"]]
    found = [*faults(metadata), *for_tests(members), *drawn(members)]
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print(f"no circles in {len(members)} crates")
    return 1 if found else 0


def for_tests(members: list[dict]):
    """Only tests may ask for features and crates that are for tests."""
    for member in members:
        name = member["name"]
        asked = [it for own in member["features"].values() for it in own]
        for other in member["dependencies"]:
            if name != TESTS:
                asked += other["features"]
                if other["name"] == TESTS:
                    yield f"{name} depends on {TESTS}; nobody may"
        for feature in FOR_TESTS:
            if any(it == feature or it.endswith(f"/{feature}") for it in asked):
                yield f"{name} asks for the feature {feature}; only {TESTS} may"


def drawn(members: list[dict]):
    name = lambda file: str(file.relative_to(ROOT))
    for member in members:
        source = Path(member["manifest_path"]).parent / "src"
        arrows = Crate(source).arrows() if source.is_dir() else {}
        for circle in circles(arrows):
            yield f"a circle of {len(circle)} files; let one of them need no other:"
            for file in circle:
                yield f"  {name(file)} needs {', '.join(sorted(name(it) for it in arrows[file] & set(circle)))}"


if __name__ == "__main__":
    sys.exit(main())
