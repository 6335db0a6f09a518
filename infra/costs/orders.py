"""The costs of 1,000 guests' orders, each with four changes of status."""

from figures import GB, USAGE, Fault, Row, logged, price
from idle import gigabytes, platform_lines
from stack import Stack

ORDERS = 1000


def rows(stack: Stack) -> list[Row]:
    """All costs but SMS. Tracing comes last, because it is optional."""
    order = USAGE["order"]
    steps, counted = order["steps"], order["statistics"]
    function = next(it for it in stack.of("AWS::Lambda::Function").values() if it["Handler"] == "create-order")

    def used(what: str) -> int:
        return ORDERS * sum(step["times"] * step.get(what, 0) for step in steps)

    read, written = used("read_units"), used("write_units")
    alone, dozen = (ORDERS * counted["changes"] * counted[it]["write_units"] for it in ("alone", "by_the_dozen"))
    runs = ORDERS * sum(step["times"] for step in steps)
    requests = ORDERS * sum(step["times"] for step in steps if step.get("route"))
    seconds = runs * order["milliseconds"] / 1000 * gigabytes(function)
    processor = function["Architectures"][0]
    lines = runs * logged(platform_lines(function)) + requests * logged(["access", "request"])
    lines += ORDERS * sum(step["times"] * logged(step.get("lines", [])) for step in steps)
    write = price("dynamodb_write_units_million")
    return [
        Row("DynamoDB", f"{written:,} write units", written * write),
        Row("DynamoDB", f"{read:,.0f} read units", read * price("dynamodb_read_units_million")),
        Row("DynamoDB, for statistics", f"{alone:,} write units; {dozen:,} when orders come by the dozen", alone * write),
        Row("Lambda", f"{runs:,} invocations, {seconds:,.0f} GB-seconds on {processor}",
            runs * price("lambda_requests_million") + seconds * price("lambda_gb_seconds_million", processor)),
        Row("API Gateway", f"{requests:,} requests", requests * price("http_api_requests_million")),
        Row("EventBridge", f"{used('events'):,} events", used("events") * price("eventbridge_custom_events_million")),
        Row("CloudWatch Logs", f"{lines / GB * 1000:,.0f} MB", lines / GB * price("logs_ingested_gb")),
        Row("X-Ray, where it is on", f"{runs:,} traces, at most", runs * price("xray_traces_million")),
    ]


def messages() -> int:
    """The SMS of one order. Each has one part, which the tests of messages assert."""
    order = USAGE["order"]
    sent = sum(step["times"] * step.get("sms", 0) for step in order["steps"])
    if sent != order["messages"]["sms"]:
        raise Fault(f"the steps of an order send {sent} SMS, and {order['messages']['source']} sees {order['messages']['sms']}")
    return sent


def by_channel():
    """The messages of one order, by the buyer's channel: SMS, e-mail and push messages."""
    sent = USAGE["order"]["messages"]
    yield "a phone alone, the default", sent["sms"], 0, 0
    yield "a phone and a confirmed e-mail address", sent["sms"], sent["emails"], 0
    yield "a phone, and a browser that subscribed", sent["sms_with_push"], 0, sent["pushes"]


def most_a_day(parameters: dict[str, str]) -> int:
    """The SMS of a day that the parameters allow: codes and notices."""
    return int(parameters["CodesInAllPerDay"]) + int(parameters["NoticesInAll"].split(",")[1])
