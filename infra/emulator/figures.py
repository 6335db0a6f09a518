"""Measures cold starts, as medians, beside those of a minimal function."""

import statistics
from pathlib import Path

import checks
from runtime import Sandbox
from samples import sample
from template import ROOT

HELLO = ROOT / "target/lambda/hello/bootstrap"
# A start is compared with hello-world's, by the medians and by the fastest of each. A busy machine shifts one of the two.
# A function that is too slow exceeds the bound by both; while both exceed it, more starts are measured.
INIT_RATIO = 4
ROUNDS = 4
RESIDENT_MEGABYTES = 16
FIRST_ORDER_MILLISECONDS = 15


def measure(world, starts: int) -> list[str]:
    """Prints the figures; returns the bounds that do not hold."""
    if not HELLO.exists():
        raise SystemExit(f"{HELLO} is not there; build it first: infra/hello.sh")
    taken = {"hello-world": [], "get-order": [], "create-order": []}
    for turn in range(starts * ROUNDS):
        # In turns, so that a busy minute of the machine slows all of them alike.
        taken["hello-world"].append(hello(world))
        taken["get-order"].append(cold(world, "get-order", sample("get-order", world.values)))
        taken["create-order"].append(cold(world, "create-order", order(turn)))
        if (turn + 1) % starts == 0 and all(min(ratios(taken, name)) <= INIT_RATIO for name in taken):
            break
    print(f"Cold starts, medians of {turn + 1}, in ms by the emulator's clock, and memory in MB after the first request:")
    medians = {}
    for name, runs in taken.items():
        init, request, both, busy, resident, peak = medians[name] = [statistics.median(column) for column in zip(*runs)]
        print(f"  {name:14} init {init:6.2f}   request {request:6.2f}   both {both:6.2f}   on a processor {busy:6.2f}   resident {resident:5.1f}   peak {peak:5.1f}   fastest init {fastest(runs):5.2f}")
    return missed(medians, taken)


def fastest(runs: list) -> float:
    return min(run[0] for run in runs)


def median(runs: list) -> float:
    return statistics.median(run[0] for run in runs)


def ratios(taken: dict, name: str) -> tuple[float, float]:
    return tuple(of(taken[name]) / of(taken["hello-world"]) for of in (fastest, median))


def missed(medians: dict, taken: dict) -> list[str]:
    problems = []
    for name in ("get-order", "create-order"):
        peak = medians[name][-1]
        best, middle = ratios(taken, name)
        print(f"  {name}: init is {middle:.1f} times hello-world's by medians, {best:.1f} by the fastest of each (bound {INIT_RATIO})")
        if min(best, middle) > INIT_RATIO:
            problems.append(f"{name} starts in {min(best, middle):.1f} times hello-world's time, not {INIT_RATIO}")
        print(f"  {name}: {peak:.1f} MB resident at its peak (bound {RESIDENT_MEGABYTES})")
        if peak > RESIDENT_MEGABYTES:
            problems.append(f"{name} takes {peak:.1f} MB, not {RESIDENT_MEGABYTES}")
    # A duration depends on the machine, so it is printed and not asserted.
    print(f"  first order after a cold start: {medians['create-order'][2]:.1f} ms with the start (aim {FIRST_ORDER_MILLISECONDS} on a quiet machine)")
    return problems


def hello(world) -> list[float]:
    with Sandbox(Path(HELLO), "hello", {}) as sandbox:
        checks.expect(sandbox.invoke(sample("get-health", world.values))["statusCode"] == 200, "hello-world")
        return figures(sandbox)


def cold(world, name: str, event: dict) -> list[float]:
    with world.sandbox(name) as sandbox:
        checks.http(sandbox.invoke(event), *checks.ANSWERS[name])
        return figures(sandbox)


def order(turn: int) -> dict:
    """The order of another guest in each turn, from another address: a repeated order would cost less, and one address is
    refused after the hour's limit."""
    event = sample("create-order", {})
    event["headers"]["idempotency-key"] = f"figures-{turn}"
    event["body"] = event["body"].replace("+12025550147", f"+1202555{1000 + turn}")
    event["requestContext"]["http"]["sourceIp"] = f"198.51.100.{turn}"
    return event


def figures(sandbox: Sandbox) -> list[float]:
    init, request = sandbox.milliseconds()
    return [init, request, init + request, sandbox.busy_milliseconds(), *(kilobytes / 1024 for kilobytes in sandbox.kilobytes())]
