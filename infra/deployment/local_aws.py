"""Runs ministack, in its own environment, mended where it cannot take the template or reads it otherwise than AWS.

It belongs to the version that requirements.txt pins."""

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
    """Puts the decorated function in the place of another, which it is given."""

    def put(make):
        setattr(module, name, make(getattr(module, name)))

    return put


@mend(provisioners, "_cw_metric_alarm_record")
def alarms_over_formulas(over_a_metric):
    """It refuses alarms over a formula. They are kept as they are; their state never changes here, as it does not read
    metrics out of logs either: silence.py evaluates them."""

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
    """For a while a test wants schedules to come more often."""

    def seconds(expression: str) -> float | None:
        rate = read(expression)
        return rate / pace.FASTER if rate and Path(pace.FILE).exists() else rate

    return seconds


@mend(lambda_svc, "_execute_function")
def all_runs_counted(execute):
    """It counts the runs that a caller waits for, and not those that rules and streams start."""

    def counted(function: dict, event: dict) -> dict:
        result = execute(function, event)
        dimensions = {"FunctionName": (function.get("config") or function)["FunctionName"]}
        cloudwatch.record_metric("AWS/Lambda", "Errors", 1 if result.get("error") else 0, "Count", dimensions)
        return result

    return counted


@mend(eventbridge, "_invoke_target")
def starts_counted(invoke):
    """It counts nothing of what rules start."""

    def counted(target: dict, event: dict, rule: dict, view: dict):
        cloudwatch.record_metric("AWS/Events", "Invocations", 1, "Count", {"RuleName": rule["Name"]})
        return invoke(target, event, rule, view)

    return counted


# It looks every ten seconds whether something is due.
eventbridge._SCHEDULER_TICK_INTERVAL = 0.5


@mend(provisioners, "_sm_secret_string")
def secrets_without_punctuation(of_all_characters):
    """It overlooks ExcludePunctuation."""

    def text(properties: dict) -> str:
        wanted = properties.get("GenerateSecretString") or {}
        if not wanted.get("ExcludePunctuation"):
            return of_all_characters(properties)
        letters = string.ascii_letters + string.digits
        return "".join(secrets.choice(letters) for _ in range(int(wanted["PasswordLength"])))

    return text


SECRETS = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def secret(*arguments, create=SECRETS["create"], **named):
    """To it, Ref is a secret's name; on AWS its ARN, which rights are given for."""
    _, attributes = create(*arguments, **named)
    return attributes["Arn"], attributes


SECRETS["create"] = secret


def budget(name: str, properties: dict, stack: str):
    """It knows no budgets: one with a limit and somebody who is told is made, and spends nothing."""
    assert properties["Budget"]["BudgetLimit"] and all(it["Subscribers"] for it in properties["NotificationsWithSubscribers"])
    return f"{stack}-{name}", {}


provisioners._RESOURCE_HANDLERS["AWS::Budgets::Budget"] = {"create": budget, "delete": lambda *_: None}


@mend(iam_actions, "_ses_v2_resource_arn")
def identities_that_send(resources):
    """It does not look for whose e-mail it is: on AWS a right to send is one to an identity."""

    def resource(method: str, path: str, body: bytes, region: str, account: str) -> str:
        if path.endswith("/outbound-emails"):
            return f"arn:aws:ses:{region}:{account}:identity/{json.loads(body)['FromEmailAddress']}"
        return resources(method, path, body, region, account)

    return resource


# It does not know the condition key ses:FromAddress: who is about to send, while that is authorised.
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
