"""An SMS service that is away: what could not be told is kept, and told later, once."""

import json

import story
from api import Api
from emulator import wait_for
from stack import Stack
from stream import replay

GUEST = "+12025550191"
NOWHERE = "http://127.0.0.1:9"


def check(stack: Stack, api: Api, product: str, staff: str):
    order = story.place(api, product, GUEST, "letters-1")
    story.confirm(api, order, GUEST)
    stack.with_variables("NotifyFunction", {"AWS_ENDPOINT_URL_SNS": NOWHERE})
    api.ask("PATCH", f"/api/orders/{order}/cancel", {"reason": "The bees are asleep"}, staff)
    event = wait_for(lambda: told(stack, order), "the event of the change")
    # The rule's own invocation failed once, and that was it, in the emulator. This is how EventBridge calls a
    # function on AWS: what it fails three times is kept.
    lambdas, notify = stack.emulator.client("lambda"), stack.ids["NotifyFunction"]
    lambdas.invoke(FunctionName=notify, InvocationType="Event", Payload=json.dumps(event).encode())
    wait_for(lambda: letters(stack, "FailedInvocations") == 1, "the keeping of a failed invocation")
    assert len(api.sent_to(GUEST)) == 2
    assert "1 stay" in replay(stack, "queue", "FailedInvocations", fails=True)
    assert len(api.sent_to(GUEST)) == 2, "the service is still away"

    stack.with_variables("NotifyFunction", {"AWS_ENDPOINT_URL_SNS": None})
    # The failed attempt has claimed the message for a minute.
    suffix = order.rsplit("-", 1)[1]
    claim = {"pk": f"O#{suffix}", "sk": f"N#{event['detail']['eventId']}#{customer(stack, order)}#sms"}
    stack.table.update_item(Key=claim, UpdateExpression="SET cx = :past", ExpressionAttributeValues={":past": 0})
    assert "1 of FailedInvocations" in replay(stack, "queue", "FailedInvocations")
    assert letters(stack, "FailedInvocations") == 0
    assert "cancelled" in api.message(GUEST)

    # What EventBridge could not hand over is the event itself; this one was told already.
    target = {"TARGET_ARN": {"DataType": "String", "StringValue": lambdas.get_function(FunctionName=notify)["Configuration"]["FunctionArn"]}}
    url = stack.ids["UndeliveredEvents"]
    stack.emulator.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(event), MessageAttributes=target)
    assert "1 of UndeliveredEvents" in replay(stack, "queue", "UndeliveredEvents")
    assert len(api.sent_to(GUEST)) == 3


def told(stack: Stack, order: str) -> dict | None:
    found = [it for it in stack.published() if it["detail-type"] == "OrderCancelled" and it["detail"]["order"]["id"] == order]
    return found[0] if found else None


def customer(stack: Stack, order: str) -> str:
    key = {"pk": f"O#{order.rsplit('-', 1)[1]}", "sk": "O"}
    return stack.table.get_item(Key=key)["Item"]["gc"]


def letters(stack: Stack, queue: str) -> int:
    """All that are in a queue, also those hidden for a while."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = stack.emulator.client("sqs").get_queue_attributes(QueueUrl=stack.ids[queue], AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
