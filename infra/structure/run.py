"""Draws the circles between files of a crate, of which there may be none, and holds the crates' dependencies and what
they ask of one another to what is allowed. A circle is two or more files that need each other."""

import json
import subprocess
import sys
from pathlib import Path

from rust import Crate, circles

ROOT = Path(__file__).parent.parent.parent

# Crates of our own that a crate may depend on. Whoever is not named here may depend on all.
OWN = {
    "docket-domain": set(),
    "docket-store": {"docket-domain"},
    "docket-platform": {"docket-domain"},
    "docket-functions": {"docket-domain", "docket-store", "docket-platform"},
    "docket-local": {"docket-domain", "docket-store", "docket-platform", "docket-functions"},
}
# What the rules know nothing of, not even by way of others.
NEVER = {"docket-domain": ("aws-", "axum", "http", "hyper", "lambda", "reqwest", "tokio", "tower")}
# A feature that is only for tests, and who may ask for it.
FOR_TESTS = "test-lifecycles"
TESTS = "docket-tests"


def main() -> int:
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    members = [packages[id] for id in metadata["workspace_members"]]
    faults = [*dependencies(metadata, packages, members), *for_tests(members), *drawn(members)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"no circles in {len(members)} crates")
    return 1 if faults else 0


def dependencies(metadata: dict, packages: dict, members: list[dict]):
    ours = {member["name"] for member in members}
    needed = {
        node["id"]: [it["pkg"] for it in node["deps"] if any(kind["kind"] is None for kind in it["dep_kinds"])]
        for node in metadata["resolve"]["nodes"]
    }
    for member in members:
        name = member["name"]
        direct = {packages[id]["name"] for id in needed[member["id"]]}
        for other in sorted((direct & ours) - OWN.get(name, ours)):
            yield f"{name} depends on {other}; it may depend on {', '.join(sorted(OWN[name])) or 'none of ours'}"
        for other in sorted(reached(member["id"], needed, packages)):
            if other.startswith(NEVER.get(name, ())) and name in NEVER:
                yield f"{name} depends on {other}, if only by way of others"


def for_tests(members: list[dict]):
    """Nobody but the tests asks for what is only for tests, or depends on them."""
    for member in members:
        name = member["name"]
        asked = [it for own in member["features"].values() for it in own]
        for other in member["dependencies"]:
            if name != TESTS:
                asked += other["features"]
                if other["name"] == TESTS:
                    yield f"{name} depends on {TESTS}; nobody may"
        if any(it.endswith(FOR_TESTS) for it in asked):
            yield f"{name} asks for the feature {FOR_TESTS}; only {TESTS} may"


def reached(id: str, needed: dict, packages: dict) -> set[str]:
    seen, todo = set(), [id]
    while todo:
        for other in needed[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return {packages[it]["name"] for it in seen}


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
