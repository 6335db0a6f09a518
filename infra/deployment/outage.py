"""Test: while the SMS service is down, failed notices go to a dead-letter queue; a replay sends each of them once."""

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
    event = wait_for(lambda: cancellation_event(stack, order), "the event of the change")
    # In the emulator, a rule invokes its function once and does not retry. This is how EventBridge invokes a function
    # on AWS: an invocation that fails three times goes to the dead-letter queue.
    lambdas, notify = stack.emulator.client("lambda"), stack.ids["NotifyFunction"]
    lambdas.invoke(FunctionName=notify, InvocationType="Event", Payload=json.dumps(event).encode())
    wait_for(lambda: letters_in(stack, "FailedInvocations") == 1, "the keeping of a failed invocation")
    assert len(api.sent_to(GUEST)) == 2
    assert "1 stay" in replay(stack, "queue", "FailedInvocations", fails=True)
    assert len(api.sent_to(GUEST)) == 2, "the service is still away"

    stack.with_variables("NotifyFunction", {"AWS_ENDPOINT_URL_SNS": None})
    # The failed attempt holds a lease on the message for a minute.
    suffix = order.rsplit("-", 1)[1]
    claim = {"pk": f"O#{suffix}", "sk": f"N#{event['detail']['eventId']}#{customer(stack, order)}#sms"}
    stack.table.update_item(Key=claim, UpdateExpression="SET cx = :past", ExpressionAttributeValues={":past": 0})
    assert "1 of FailedInvocations" in replay(stack, "queue", "FailedInvocations")
    assert letters_in(stack, "FailedInvocations") == 0
    assert "cancelled" in api.message(GUEST)

    # An undeliverable event is in its queue as it is. The notices of this event were sent already.
    target = {"TARGET_ARN": {"DataType": "String", "StringValue": lambdas.get_function(FunctionName=notify)["Configuration"]["FunctionArn"]}}
    url = stack.ids["UndeliveredEvents"]
    stack.emulator.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(event), MessageAttributes=target)
    assert "1 of UndeliveredEvents" in replay(stack, "queue", "UndeliveredEvents")
    assert len(api.sent_to(GUEST)) == 3


def cancellation_event(stack: Stack, order: str) -> dict | None:
    found = [it for it in stack.published() if it["detail-type"] == "OrderCancelled" and it["detail"]["order"]["id"] == order]
    return found[0] if found else None


def customer(stack: Stack, order: str) -> str:
    key = {"pk": f"O#{order.rsplit('-', 1)[1]}", "sk": "O"}
    return stack.table.get_item(Key=key)["Item"]["gc"]


def letters_in(stack: Stack, queue: str) -> int:
    """The number of messages in a queue, those that are in flight included."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = stack.emulator.client("sqs").get_queue_attributes(QueueUrl=stack.ids[queue], AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
