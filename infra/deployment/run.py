"""Deploys the built template to a local AWS with the script of `make deploy`, and sends one day of requests to it and to
the local program: once with the fewest parameters, and once with all of them. Then it tests what only a deployment has:
the schedule, a stream with an unreadable record, dead-letter queues, and alarms on missing runs."""

import argparse
import sys
import time
from pathlib import Path

import cleanup
import compare
import deploying
import local
import outage
import secrecy
import silence
import story
import stream
from api import Api
from emulator import ROOT, Emulator
from stack import ADMIN, EVERYTHING, LEAST, Plan, Stack, forgotten

TEMPLATE = ROOT / ".aws-sam/build/template.yaml"


class Watch:
    def __init__(self):
        self.began = self.last = time.monotonic()

    def part(self, what: str):
        now = time.monotonic()
        print(f"{now - self.last:6.1f} s  {what}", flush=True)
        self.last = now


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--template", type=Path, default=TEMPLATE, help="a built template (.aws-sam/build/template.yaml)")
    options = parser.parse_args()
    if not options.template.exists():
        raise SystemExit(f"{options.template} is not there; build it first: make artifact")
    if missing := forgotten(options.template):
        raise SystemExit(f"Give {', '.join(sorted(missing))} a value in EVERYTHING of infra/deployment/stack.py.")
    watch = Watch()
    with Emulator() as emulator:
        watch.part("a local AWS was started")
        watch.part(deploying.check(emulator, options.template))
        deployed(emulator, LEAST, options.template, watch, least)
    with Emulator() as emulator:
        watch.part("another local AWS was started")
        deployed(emulator, EVERYTHING, options.template, watch, everything)
    watch.part("the local AWS was ended")
    print(f"The deployment's test took {time.monotonic() - watch.began:.0f} s.")
    return 0


def deployed(emulator: Emulator, plan: Plan, template: Path, watch: Watch, check):
    stack = Stack(emulator, plan)
    stack.deploy(template)
    watch.part(f"make deploy made {len(stack.ids)} resources, given {len(plan.parameters)} parameters")
    stack.verify_sender()
    routes = stack.make_routes()
    stack.listen()
    watch.part(f"{routes} routes were made")
    try:
        check(stack, watch)
    except BaseException:
        # The functions' own complaints explain more than the failed assertion.
        complaints = [line for line in stack.logs() if '"level":"ERROR"' in line or '"level":"WARN"' in line]
        print(*complaints[-20:], emulator.log.read_text()[-3000:], sep="\n", file=sys.stderr)
        raise


def same_day(stack: Stack, watch: Watch, mails: bool) -> tuple[Api, story.Day]:
    deployed = Api(stack.url, ADMIN, stack.sent_to, stack.distribution_headers())
    day = story.play(deployed, mails)
    watch.part(f"the story, deployed: {len(deployed.record)} answers and messages")
    with local.Local() as program:
        here = Api(program.url, local.ADMIN, program.sent_to)
        story.play(here, mails)
    found = compare.differences(deployed.record, here.record, (ADMIN, local.ADMIN))
    assert not found, "\n".join(["the deployment and the local program answer differently:", *found])
    watch.part("the same story, locally: the same answers")
    return deployed, day


def least(stack: Stack, watch: Watch):
    deployed, _ = same_day(stack, watch, mails=False)
    # There is no sender for e-mail.
    deployed.ask("POST", "/api/auth/codes", {"email": story.MAIL}, expected=400)


def everything(stack: Stack, watch: Watch):
    deployed, day = same_day(stack, watch, mails=True)
    # The distribution is the only way to the API.
    Api(stack.url, ADMIN, stack.sent_to).ask("GET", "/api/health", expected=403)
    # A new account must begin with e-mail, because it cannot send SMS yet.
    by_mail = deployed.sign_in(EVERYTHING.parameters["AdminEmail"], "/api/auth/admin/login")
    assert by_mail.at("role") == "admin", by_mail.body
    lapse = cleanup.Lapse(stack, deployed, day.staff)
    delay = stream.check(stack, deployed, day.product)
    watch.part(f"a poisoned record was kept and replayed; it delayed others by {delay:.1f} s")
    stream.check_repeats(stack, day.product, deployed)
    watch.part("a batch was replayed from the bucket, with the same event ids")
    outage.check(stack, deployed, day.product, day.staff)
    watch.part("failed invocations were kept and replayed")
    lapse.check()
    watch.part("the schedule cancelled an order that lapsed")
    watch.part(silence.check(stack))
    watch.part(secrecy.check(stack))


if __name__ == "__main__":
    sys.exit(main())
