"""The settings of a deployment: the stack, its Region and its parameters."""

import argparse
import os
import re

import boto3
from botocore.exceptions import BotoCoreError

from dialogue import Dialogue
from memory import Memory
from options import OPTIONS
from parameters import Parameters

QUESTIONS = {
    "AdminPhone": "Administrator's phone in E.164, as +447700900123",
    "AdminEmail": "Administrator's e-mail address",
    "MailFrom": "Address that e-mail comes from, verified in SES",
    "AlarmEmail": "E-mail address that alarms go to",
    "AllowedCountries": "Countries whose phones get codes, ISO 3166 with commas between; * for all",
    "Architecture": "Processor of the functions, arm64 (cheaper) or x86_64",
}


def place(options: argparse.Namespace, memory: Memory, dialogue: Dialogue) -> tuple[str, str]:
    """The stack's name and the Region. By default, the stack that was deployed last."""
    remembered = memory.stacks()
    known = options.stack or (remembered[0] if len(remembered) == 1 else None)
    default = "" if remembered else "docket"
    name = dialogue.settle("--stack", "Name of the stack", known, default, lambda it: stack_problem(it, remembered))
    region, _ = memory.recall(name)
    region = options.region or region
    usual = os.environ.get("AWS_REGION") or boto3.Session().region_name or ""
    return name, dialogue.settle("--region", "AWS Region", region, usual, region_problem)


def stack_problem(name: str, remembered: list[str]) -> str | None:
    if re.fullmatch("[A-Za-z][A-Za-z0-9-]{0,127}", name):
        return None
    if not name:
        return f"Several stacks were deployed from here, so one must be named: {', '.join(remembered)}, or a new one."
    return f"A stack cannot be called {name!r}. Its name is up to 128 letters, digits and hyphens, and begins with a letter."


def region_problem(region: str) -> str | None:
    if not region:
        return "Neither the environment nor the profile names a Region. One is needed, for example eu-west-1."
    try:
        boto3.Session().get_partition_for_region(region)
    except BotoCoreError:
        return f"{region!r} is not an AWS Region. Regions have names like eu-west-1."
    return None


def parameters(template: Parameters, given: dict[str, str], known: dict[str, str], dialogue: Dialogue, again: bool) -> dict[str, str]:
    """All parameters of the deployment: from the options, else from the known answers. When nothing is known, it asks the
    remaining questions; with `again`, all of them."""
    for name, value in given.items():
        if name not in QUESTIONS and (reason := template.problem(name, value)):
            raise SystemExit(f"Nothing was deployed. --parameter {name}: {reason}")
    answers = {name: value for name, value in (known | given).items() if name in template.known}
    for name, question in QUESTIONS.items():
        default = template.default(name)
        value, ask = answers.get(name, default if known else None), again
        if name == "MailFrom" and not answers["AdminEmail"]:
            # Nobody depends on e-mail to sign in, so MailFrom is not worth a question.
            value, ask = value or default, False
        problem = lambda it: template.problem(name, it) or incomplete(name, it, answers)
        answers[name] = dialogue.settle(OPTIONS[name], question, value, default, problem, ask)
    # The parameters with a question come first.
    return {name: answers[name] for name in QUESTIONS} | answers


def incomplete(name: str, value: str, answers: dict[str, str]) -> str | None:
    """The template's rules that concern several answers together."""
    if name == "AdminEmail" and not value and not answers["AdminPhone"]:
        return "Somebody must be the administrator: a phone (--admin-phone) or an e-mail address (--admin-email)."
    if name == "MailFrom" and not value and answers["AdminEmail"]:
        return "The administrator's code is sent by e-mail, so a sender is needed (--mail-from)."
    return None
