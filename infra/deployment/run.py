"""Deploys the built template to a local AWS and tells the same day to it and to the local program; then what only
a deployment has: the schedule, a stream with a record that cannot be read, and dead letters."""

import argparse
import sys
import time
from pathlib import Path

import cleanup
import compare
import letters
import local
import secrecy
import story
import stream
from api import Api
from emulator import ROOT, Emulator
from stack import ADMIN, SENDER, Stack

TEMPLATE = ROOT / ".aws-sam/build/template.yaml"


class Watch:
    def __init__(self):
        self.began = self.last = time.monotonic()

    def part(self, what: str):
        now = time.monotonic()
        print(f"{now - self.last:6.1f} s  {what}", flush=True)
        self.last = now


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split(";")[0])
    parser.add_argument("--template", type=Path, default=TEMPLATE, help="a built template (.aws-sam/build/template.yaml)")
    options = parser.parse_args()
    if not options.template.exists():
        raise SystemExit(f"{options.template} is not there; build it first: make artifact")
    watch = Watch()
    with Emulator() as emulator:
        watch.part("a local AWS was started")
        stack = Stack(emulator)
        stack.deploy(options.template)
        watch.part(f"sam deploy made {len(stack.ids)} resources")
        stack.verify_sender()
        routes = stack.make_routes()
        stack.listen()
        watch.part(f"{routes} routes were made")
        try:
            rest(stack, watch)
        except BaseException:
            # What the functions complained of says more than what the story missed.
            complaints = [line for line in stack.logs() if '"level":"ERROR"' in line or '"level":"WARN"' in line]
            print(*complaints[-20:], emulator.log.read_text()[-3000:], sep="\n", file=sys.stderr)
            raise
    watch.part("the local AWS was ended")
    print(f"The deployment's test took {time.monotonic() - watch.began:.0f} s.")
    return 0


def rest(stack: Stack, watch: Watch):
    deployed = Api(stack.url, ADMIN, stack.sent_to)
    day = story.tell(deployed)
    watch.part(f"the story, deployed: {len(deployed.record)} answers and messages")
    with local.Local() as program:
        here = Api(program.url, local.ADMIN, program.sent_to)
        story.tell(here)
    found = compare.differences(deployed.record, here.record, (ADMIN, local.ADMIN))
    assert not found, "\n".join(["the deployment and the local program answer differently:", *found])
    watch.part("the same story, locally: the same answers")
    lapse = cleanup.Lapse(stack, deployed, day.staff)
    delay = stream.check(stack, deployed, day.product)
    watch.part(f"a poisoned record was kept and replayed; it delayed others by {delay:.1f} s")
    stream.check_repeats(stack, day.product, deployed)
    watch.part("a batch was replayed from the bucket, with the same event ids")
    letters.check(stack, deployed, day.product, day.staff)
    watch.part("failed invocations were kept and replayed")
    lapse.check()
    watch.part("the schedule cancelled an order that lapsed")
    figures = secrecy.check(stack, SENDER)
    watch.part(figures)


if __name__ == "__main__":
    sys.exit(main())
