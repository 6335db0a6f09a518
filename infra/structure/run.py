"""Draws the circles between files of a crate, and holds them and the crates' dependencies to what is allowed.

A circle is two or more files that need each other. Those that there still are stand in known_circles.txt, which may
only become shorter."""

import json
import subprocess
import sys
from pathlib import Path

from rust import Crate, circles

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KNOWN = HERE / "known_circles.txt"

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


def main() -> int:
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    members = [packages[id] for id in metadata["workspace_members"]]
    faults = [*dependencies(metadata, packages, members), *drawn(members)]
    for fault in faults:
        print(fault, file=sys.stderr)
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


def reached(id: str, needed: dict, packages: dict) -> set[str]:
    seen, todo = set(), [id]
    while todo:
        for other in needed[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return {packages[it]["name"] for it in seen}


def drawn(members: list[dict]):
    known = set(KNOWN.read_text().split())
    found = set()
    for member in members:
        source = Path(member["manifest_path"]).parent / "src"
        if not source.is_dir():
            continue
        arrows = Crate(source).arrows()
        for circle in circles(arrows):
            name = lambda file: str(file.relative_to(ROOT))
            found |= {name(file) for file in circle}
            print(f"A circle of {len(circle)} files:")
            for file in circle:
                print(f"  {name(file)} needs {', '.join(sorted(name(it) for it in arrows[file] & set(circle)))}")
    yield from (f"{file} is in a circle; let one of its files need no other of them" for file in sorted(found - known))
    yield from (f"{file} is in no circle any more; take it out of {KNOWN.relative_to(ROOT)}" for file in sorted(known - found))
    if found <= known:
        print(f"{len(found)} files are in circles, all of them known" if found else "no circles")


if __name__ == "__main__":
    sys.exit(main())
