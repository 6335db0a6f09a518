"""Deploys Docket: settles the deployment's parameters, builds, and calls `sam deploy`.

`sam deploy --guided` is not used, because it asks about each of the routes without an authorizer (the functions check
tokens themselves) and writes the answers, an administrator's phone among them, into a tracked file."""

import sys
import tempfile
from pathlib import Path

from botocore.exceptions import ClientError

import artifact
import pages
import questions
import tools
from dialogue import Dialogue, line
from memory import Memory
from options import ROOT, read
from parameters import Parameters
from stack import Stack

OPERATIONS = "docs/operations.md"


def main() -> int:
    options = read(sys.argv[1:])
    if options.skip_build and not options.template.exists():
        raise SystemExit(f"Nothing was deployed. {options.template} is not there; build it first: make artifact")
    template = Parameters(options.template if options.skip_build else ROOT / "template.yaml")
    memory, dialogue = Memory(options.answers), Dialogue(sys.stdin.isatty())

    name, region = questions.place(options, memory, dialogue)
    if not dialogue.terminal and not options.yes:
        dialogue.problems.append("--yes: Nobody can be asked whether to deploy.")
    dialogue.finish()
    account = tools.account(region)
    stack = Stack(name, region)
    stack.check()

    given, again = options.parameters, False
    # The stack's parameters take precedence over the file: somebody may have deployed the stack from another machine.
    known = memory.recall(name)[1] | stack.parameters
    # The deployment sets it, by the state of the stack.
    known.pop("DeletionProtection", None)
    while True:
        parameters = questions.parameters(template, given, known, dialogue, again)
        dialogue.finish()
        chosen = {it: value for it, value in parameters.items() if it in questions.QUESTIONS or value != template.default(it)}
        memory.keep(name, region, {it: value for it, value in chosen.items() if it != "DeletionProtection"})
        if not options.skip_build:
            tools.check_compiler(parameters["Architecture"])
        summarize(stack, account, chosen)
        answer = "y" if options.yes else line("Deploy? [y/N, c changes answers] ").lower()
        if answer != "c":
            break
        given, known, again = {}, parameters, True
    if answer not in ("y", "yes"):
        print("Nothing was deployed.")
        return 1

    serves_pages = parameters.get("ServePages") == "true"
    if not options.skip_build:
        artifact.build(parameters["Architecture"])
        if serves_pages:
            pages.build()
    with tempfile.TemporaryDirectory(prefix="docket-deploy-") as folder:
        packed = artifact.pack(options.template, parameters["Architecture"], Path(folder))
        return deploy(stack, packed, {"DeletionProtection": "true"} | parameters)


def summarize(stack: Stack, account: tuple[str, str], parameters: dict[str, str]):
    print(f"\nStack {stack.name} in {stack.region}, {stack.status}\nAccount {account[0]}, as {account[1]}\n")
    for name, value in parameters.items():
        now = stack.parameters.get(name, value)
        change = f"   (now {now or 'none'})" if now != value else ""
        print(f"  {name:18} {value or 'none'}{change}")
    print()


def deploy(stack: Stack, template: Path, parameters: dict[str, str]) -> int:
    first, before = stack.unfinished, stack.newest_event()
    done = create(stack, template, parameters) if first else update(stack, template, parameters)
    if not done:
        failed(stack, before)
        return 1
    # The pages follow the functions, which still accept the requests of the earlier pages.
    if bucket := stack.output("PagesBucket"):
        print(f"\nUploaded {pages.upload(bucket, stack.region)} files of the pages.")
    print(f"\nDeployed {stack.name} in {stack.region}.\n")
    for output in stack.outputs.values():
        print(f"  {output.get('Description', output['OutputKey'])}: {output['OutputValue']}")
    if first:
        print_next_steps(parameters)
    return 0


def create(stack: Stack, template: Path, parameters: dict[str, str]) -> bool:
    """Deploys in two steps. A failed creation leaves its resources to be examined and deleted again, so DeletionProtection
    is switched on only when the whole stack was created."""
    if not stack.deploy(template, parameters | {"DeletionProtection": "false"}, "--disable-rollback"):
        return False
    stack.set_policy()
    return parameters["DeletionProtection"] == "false" or stack.protect_from_deletion()


def update(stack: Stack, template: Path, parameters: dict[str, str]) -> bool:
    # The policy is set first, so that this update is subject to it.
    stack.set_policy()
    return stack.deploy(template, parameters)


def failed(stack: Stack, before: str | None):
    say = lambda *lines: print(*lines, sep="\n", file=sys.stderr)
    failures = stack.failures(before)
    if not failures:
        say("\nThe deployment failed before CloudFormation changed anything; see above for the reason.")
        return
    say(f"\nThe deployment failed, and the stack {stack.name} is in the state {stack.status}. What failed:")
    say(*(f"  {it}" for it in failures))
    if log := stack.log_of_make_keys():
        say(f"The log of make-keys, which makes the resource TokenKeys: aws logs tail {log} --since 1h --region {stack.region}")
    if stack.unfinished:
        say("Mend the reason and deploy again; what has been made is kept and used. Or delete all of it:")
        say(f"  {stack.command('rollback-stack')}", "and, if that leaves the stack in the state ROLLBACK_COMPLETE:")
        say(f"  {stack.command('delete-stack')}")
    else:
        say("CloudFormation has put the stack back to what it was before.")


def print_next_steps(parameters: dict[str, str]):
    print("\nWhat to do next:")
    if parameters["AlarmEmail"]:
        print(f"- Confirm the subscription that AWS has sent to {parameters['AlarmEmail']}; until then no alarm arrives.")
    if parameters["AdminPhone"]:
        print(f"- A new account sends SMS to verified numbers only: leave the SMS sandbox, see {OPERATIONS}.")
    if parameters["MailFrom"]:
        print(f"- Verify {parameters['MailFrom']} or its domain in SES and leave the SES sandbox, see {OPERATIONS}.")
    if parameters.get("ServePages") != "true":
        print("- The pages for people are off: make deploy ARGS=\"--parameter ServePages=true\" serves them, see " + OPERATIONS)
    elif not parameters.get("PublicUrl"):
        print("- Deploy again with --parameter PublicUrl=<PagesUrl above>, for links and codes in messages.")
    print(f"- Card payments are off until the secret PaymentKeys has the payment provider's keys, see {OPERATIONS}.")
    print("- The next `make deploy` needs no answers. The parameters, the alarms and the keys: " + OPERATIONS)


if __name__ == "__main__":
    # Unbuffered, so that the order with other programs' output is right.
    sys.stdout.reconfigure(line_buffering=True)
    try:
        sys.exit(main())
    except ClientError as error:
        raise SystemExit(f"\nThe deployment ended, because AWS refused a request: {error}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nInterrupted. What CloudFormation has begun, it finishes; deploy again after that.") from None
