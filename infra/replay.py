"""Invokes functions again with events and invocations that had failed, and deletes each only after a success.

Functions are idempotent: a message that was sent is not sent again, and a repeated event keeps its eventId."""

import argparse
import json
import os
import sys
from pathlib import Path

import boto3
from botocore.config import Config

PUBLISHER, COUNTERS = "PublishOrderEventsFunction", "UpdateStatisticsFunction"
QUEUES = ["FailedInvocations", "UndeliveredEvents"]


class Refused(Exception):
    """The function failed again; the message is still in its queue or bucket."""


class Stack:
    def __init__(self, name: str):
        pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=name)
        summaries = [summary for page in pages for summary in page["StackResourceSummaries"]]
        self.ids = {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in summaries}

    def invoke(self, function: str, event) -> dict | None:
        # Longer than the timeout of any function.
        lambdas = boto3.client("lambda", config=Config(read_timeout=120))
        answer = lambdas.invoke(FunctionName=function, Payload=json.dumps(event).encode())
        said = json.loads(answer["Payload"].read() or b"null")
        # The invocation itself succeeds even when the function fails.
        if "FunctionError" in answer:
            raise Refused(f"{function} failed: {said}")
        return said

    def publish(self, batch: dict):
        failed = self.invoke(self.ids[PUBLISHER], batch)["batchItemFailures"]
        if failed:
            raise Refused(f"{len(failed)} of {len(batch['Records'])} records were not published; see the function's log")


def replay_queue(stack: Stack, name: str):
    queues, url = boto3.client("sqs"), stack.ids[name]
    taken, refused = 0, []
    # Hidden for longer than the function takes, so that a failure does not hide the messages after it.
    while letters := queues.receive_message(
        QueueUrl=url, MaxNumberOfMessages=1, VisibilityTimeout=120, WaitTimeSeconds=1, MessageAttributeNames=["All"]
    ).get("Messages"):
        (letter,) = letters
        body = json.loads(letter["Body"])
        if "requestPayload" in body:
            function, event = body["requestContext"]["functionArn"], body["requestPayload"]
        else:
            function, event = letter["MessageAttributes"]["TARGET_ARN"]["StringValue"], body
        handle = letter["ReceiptHandle"]
        try:
            stack.invoke(function, event)
        except Refused as problem:
            print(f"{letter['MessageId']} stays: {problem}", file=sys.stderr)
            refused.append(handle)
        else:
            queues.delete_message(QueueUrl=url, ReceiptHandle=handle)
            taken += 1
    for handle in refused:
        queues.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    print(f"{taken} of {name} were replayed")
    if refused:
        raise Refused(f"{len(refused)} stay")


def replay_bucket(stack: Stack, key: str | None):
    bucket, s3 = stack.ids["UnpublishedRecords"], boto3.client("s3")
    if key is None:
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for kept in (it for page in pages for it in page.get("Contents", [])):
            print(kept["Key"], kept["LastModified"].isoformat())
        return
    kept = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"])
    # The counters have moved on: a missed record is not added, its day is counted again.
    if stack.ids[COUNTERS] in kept["requestContext"].get("functionArn", ""):
        raise Refused(f"{key} was for the counters; reconcile finds its days and counts them anew, so delete it")
    batch = kept["payload"]
    stack.publish(json.loads(batch) if isinstance(batch, str) else batch)
    s3.delete_object(Bucket=bucket, Key=key)
    print(f"{key} was replayed")


def replay_record(stack: Stack, event_id: str, save: Path | None, corrected: Path | None):
    table = boto3.resource("dynamodb").Table(stack.ids["Table"])

    def key(name: str) -> dict:
        return {"pk": f"D#{name}", "sk": "D"}

    def kept(name: str) -> dict | None:
        return table.get_item(Key=key(name), ConsistentRead=True).get("Item")

    letter = kept(event_id)
    if letter is None:
        raise Refused(f"no record {event_id} is kept")
    if save:
        # The payload contains a person's name and phone.
        with open(os.open(save, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(json.dumps(json.loads(letter["rec"]), indent=2, ensure_ascii=False))
        print(f"{save} has the record. What is wrong: {letter['why']}")
        return
    record = json.loads(corrected.read_text() if corrected else letter["rec"])
    if "NewImage" not in record["dynamodb"]:
        raise Refused(f"{event_id} was too large to be kept whole; what its item says is all there is")
    # Under a new id, which shows whether this record is set aside as well.
    again = f"{event_id}.again"
    stack.publish({"Records": [{**record, "eventID": again}]})
    if unread := kept(again):
        table.delete_item(Key=key(again))
        raise Refused(f"{event_id} still cannot be read: {unread['why']}")
    table.delete_item(Key=key(event_id))
    print(f"{event_id} was replayed")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--stack", default="docket", help="the stack's name (docket)")
    kinds = parser.add_subparsers(dest="kind", required=True)
    queue = kinds.add_parser("queue", help="everything in a queue")
    queue.add_argument("name", choices=QUEUES)
    bucket = kinds.add_parser("bucket", help="an object of UnpublishedRecords; without a key, lists them")
    bucket.add_argument("key", nargs="?")
    record = kinds.add_parser("record", help="a record that could not be read")
    record.add_argument("event_id", help="its id, as the log has it")
    record.add_argument("--save", type=Path, metavar="FILE", help="only write the record there, to be corrected")
    record.add_argument("--from", dest="corrected", type=Path, metavar="FILE", help="replay the record in there instead")
    options = parser.parse_args()
    stack = Stack(options.stack)
    try:
        match options.kind:
            case "queue":
                replay_queue(stack, options.name)
            case "bucket":
                replay_bucket(stack, options.key)
            case "record":
                replay_record(stack, options.event_id, options.save, options.corrected)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
