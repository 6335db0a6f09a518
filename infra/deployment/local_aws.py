"""Runs ministack, in its own environment, mended where it cannot take the template or reads it otherwise than AWS.

It belongs to the version that requirements.txt pins."""

import json
import secrets
import string
from contextvars import ContextVar

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services.cloudformation import provisioners


def mend(module, name: str):
    """Puts the decorated function in the place of another, which it is given."""

    def put(make):
        setattr(module, name, make(getattr(module, name)))

    return put


@mend(provisioners, "_cw_metric_alarm_record")
def alarms_over_formulas(over_a_metric):
    """It refuses alarms over a formula: each is made over the first of its metrics. None is to go off here."""

    def record(name: str, properties: dict) -> dict:
        for query in properties.get("Metrics") or []:
            if "MetricStat" in query:
                first = query["MetricStat"]
                plain = {"Period": first["Period"], "Statistic": first["Stat"], **first["Metric"]}
                return over_a_metric(name, {**properties, "Metrics": [], **plain})
        return over_a_metric(name, properties)

    return record


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


app.main()
