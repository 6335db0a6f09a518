"""Runs every function of the built artifact in AWS's Lambda runtime interface emulator, each with its sample
of infra/events, and checks the answers; then base paths and odd paths; then the figures.

With --write FOLDER it tests nothing: it writes the samples with everything filled in, and the functions'
environment, and serves what they need until Ctrl-C."""

import argparse
import json
import platform
import sys
import time
import traceback
from pathlib import Path

import base_paths
import checks
import figures
import odd_paths
from runtime import ARCHITECTURES
from samples import names, sample
from world import World

def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("functions", nargs="*", help="only these, without paths and figures")
    parser.add_argument("--starts", type=int, default=15, help="cold starts that a median is of")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write ready samples, and serve until Ctrl-C")
    options = parser.parse_args()
    began = time.monotonic()
    with World() as world:
        if options.write:
            return write(world, options.write)
        failed = samples(world, options.functions)
        if not options.functions:
            failed += tried("base paths", lambda: print(f"{base_paths.check(world)} requests under a base path were answered"))
            failed += tried("odd paths", lambda: print(f"{odd_paths.check(world)} odd paths were answered"))
            failed += figures.measure(world, options.starts)
    for problem in failed:
        print(f"FAILED: {problem}", file=sys.stderr)
    print(f"The emulator's test took {time.monotonic() - began:.0f} s.")
    return 1 if failed else 0


def samples(world: World, only: list[str]) -> list[str]:
    known = set(checks.ANSWERS) | set(checks.EVENTS)
    declared = set(world.functions)
    failed = [f"{name}: the template has it, infra/events has no sample" for name in sorted(declared - names())]
    failed += [f"{name}: infra/events has a sample, the template no function" for name in sorted(names() - declared)]
    failed += [f"{name}: infra/emulator/checks.py does not say what its answer is" for name in sorted(declared & names() - known)]
    wanted = [name for name in sorted(declared & names() & known) if not only or name in only]
    for name in wanted:
        failed += tried(name, lambda: check(world, name))
    print(f"{len(wanted)} functions were invoked with their samples")
    return failed


def check(world: World, name: str):
    event = sample(name, world.values)
    answer = world.invoke(name, event)
    if name in checks.ANSWERS:
        checks.http(answer, *checks.ANSWERS[name])
    else:
        checks.EVENTS[name](world, answer, event)


def tried(name: str, action) -> list[str]:
    """Continues after a failure, so that one run reports all failures."""
    try:
        action()
        return []
    except (AssertionError, RuntimeError, LookupError, OSError) as error:
        if not isinstance(error, AssertionError):
            traceback.print_exc()
        return [f"{name}: {error}"]


def write(world: World, folder: Path) -> int:
    """Samples for `sam local invoke` and `cargo lambda invoke`, and the environment for both. SAM sets only what
    its template has, so it gets one of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    # Readable by their owner only: they contain tokens.
    folder.chmod(0o700)
    for name in names():
        (folder / f"{name}.json").write_text(json.dumps(sample(name, world.values), indent=2, ensure_ascii=False))
    keys = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    surroundings = world.endpoints | keys
    resources = {}
    for name, function in world.functions.items():
        variables = function["environment"] | surroundings
        resources[function["id"]] = {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "Handler": name,
                "Runtime": "provided.al2023",
                "Architectures": [ARCHITECTURES[platform.machine()]],
                "CodeUri": str(function["code"]),
                "Timeout": function["timeout"],
                "Environment": {"Variables": variables},
            },
        }
        lines = [f"_HANDLER={name}", *(f"{key}='{value}'" for key, value in variables.items())]
        (folder / f"{name}.env").write_text("\n".join(lines) + "\n")
    template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": resources}
    (folder / "template.json").write_text(json.dumps(template, indent=2))
    print(f"{folder} has the samples, template.json for SAM, and <function>.env for Cargo Lambda.")
    print("The tokens in them are good for 12 minutes. Ctrl-C ends it.", flush=True)
    try:
        while True:
            time.sleep(60)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
