"""Runs ministack in its own environment, with patches where it refuses the template or interprets it otherwise than AWS.

The patches fit the version that requirements.txt pins."""

import json
import secrets
import string
from contextvars import ContextVar
from pathlib import Path

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import cloudwatch, eventbridge, lambda_svc
from ministack.services.cloudformation import provisioners

import pace


def mend(module, name: str):
    """Replaces a function by the decorated one, which gets the original as its argument."""

    def put(make):
        setattr(module, name, make(getattr(module, name)))

    return put


@mend(provisioners, "_cw_metric_alarm_record")
def alarms_over_formulas(over_a_metric):
    """Ministack refuses alarms on a formula. This patch stores them unchanged; their state never changes, because ministack
    reads no metrics out of logs either: silence.py evaluates them."""

    def record(name: str, properties: dict) -> dict:
        if not (queries := properties.get("Metrics")):
            return over_a_metric(name, properties)
        no_metric = {"Metrics": [], "Namespace": "none", "MetricName": "none"}
        kept = over_a_metric(name, {**properties, **no_metric})
        for of_a_metric in ("Namespace", "MetricName", "Dimensions", "Statistic", "Period"):
            del kept[of_a_metric]
        return {**kept, "Metrics": queries}

    return record


@mend(eventbridge, "_parse_rate_seconds")
def schedules_at_a_pace(read):
    """While a test asks for it, schedules run more often."""

    def seconds(expression: str) -> float | None:
        rate = read(expression)
        return rate / pace.FASTER if rate and Path(pace.FILE).exists() else rate

    return seconds


@mend(lambda_svc, "_execute_function")
def all_runs_counted(execute):
    """Ministack counts the runs that a caller waits for, and not those that rules and streams start."""

    def counted(function: dict, event: dict) -> dict:
        result = execute(function, event)
        dimensions = {"FunctionName": (function.get("config") or function)["FunctionName"]}
        cloudwatch.record_metric("AWS/Lambda", "Errors", 1 if result.get("error") else 0, "Count", dimensions)
        return result

    return counted


@mend(eventbridge, "_invoke_target")
def starts_counted(invoke):
    """Ministack counts no runs that rules start."""

    def counted(target: dict, event: dict, rule: dict, view: dict):
        cloudwatch.record_metric("AWS/Events", "Invocations", 1, "Count", {"RuleName": rule["Name"]})
        return invoke(target, event, rule, view)

    return counted


# It checks every ten seconds whether a schedule is due.
eventbridge._SCHEDULER_TICK_INTERVAL = 0.5


@mend(provisioners, "_sm_secret_string")
def secrets_without_punctuation(of_all_characters):
    """Ministack ignores ExcludePunctuation."""

    def text(properties: dict) -> str:
        wanted = properties.get("GenerateSecretString") or {}
        if not wanted.get("ExcludePunctuation"):
            return of_all_characters(properties)
        letters = string.ascii_letters + string.digits
        return "".join(secrets.choice(letters) for _ in range(int(wanted["PasswordLength"])))

    return text


SECRETS = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def secret(*arguments, create=SECRETS["create"], **named):
    """In ministack, Ref returns a secret's name; on AWS its ARN, which policies name."""
    _, attributes = create(*arguments, **named)
    return attributes["Arn"], attributes


SECRETS["create"] = secret


def budget(name: str, properties: dict, stack: str):
    """Ministack has no budgets: one with a limit and a subscriber is created, and has no effect."""
    assert properties["Budget"]["BudgetLimit"] and all(it["Subscribers"] for it in properties["NotificationsWithSubscribers"])
    return f"{stack}-{name}", {}


provisioners._RESOURCE_HANDLERS["AWS::Budgets::Budget"] = {"create": budget, "delete": lambda *_: None}


@mend(iam_actions, "_ses_v2_resource_arn")
def identities_that_send(resources):
    """Ministack does not check the sender of e-mail: on AWS a right to send is for one identity."""

    def resource(method: str, path: str, body: bytes, region: str, account: str) -> str:
        if path.endswith("/outbound-emails"):
            return f"arn:aws:ses:{region}:{account}:identity/{json.loads(body)['FromEmailAddress']}"
        return resources(method, path, body, region, account)

    return resource


# It does not know the condition key ses:FromAddress; this is the sender of the request that is being authorised.
SENDER: ContextVar[str | None] = ContextVar("SENDER", default=None)


@mend(app, "_enforce_ses_v2")
def senders_noted(authorise):
    def noted(method: str, path: str, headers: dict, body: bytes, *rest):
        sender = json.loads(body).get("FromEmailAddress") if body else None
        before = SENDER.set(sender)
        try:
            return authorise(method, path, headers, body, *rest)
        finally:
            SENDER.reset(before)

    return noted


@mend(iam_evaluator, "enforce")
def senders_known(enforce):
    def known(*arguments, service_context: dict | None = None, **named):
        if sender := SENDER.get():
            service_context = {**(service_context or {}), "ses:FromAddress": sender}
        return enforce(*arguments, service_context=service_context, **named)

    return known


@mend(app, "pin_request_origin")
def calls_by_tls(pin):
    """Every call counts as one by TLS, as the functions' calls on AWS are: this server has none, and the bucket's policy denies calls without."""
    return lambda source_ip, _: pin(source_ip, True)


app.main()
