"""Test: the records around an unreadable stream record are published; it is stored, and replayed later."""

import base64
import json
import subprocess
import time
from pathlib import Path

from boto3.dynamodb.types import TypeSerializer

import story
from api import Api
from emulator import ROOT, wait_for
from stack import Stack

GUESTS = ["+12025550181", "+12025550182", "+12025550183"]
POISONED = "BADBADBAD1"


def replay(stack: Stack, *arguments: str, fails: bool = False) -> str:
    """Replays as an operator does, in the documented way."""
    command = [ROOT / "infra/replay.sh", "--stack", stack.plan.name, *arguments]
    done = subprocess.run(command, env=stack.emulator.surroundings, capture_output=True, text=True, timeout=120)
    assert (done.returncode != 0) == fails, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def check(stack: Stack, api: Api, product: str) -> float:
    table = stack.table
    before = story.place(api, product, GUESTS[0], "stream-1")
    item = table.get_item(Key={"pk": f"O#{before.rsplit('-', 1)[1]}", "sk": "O"}, ConsistentRead=True)["Item"]
    # The same order under another number, without a deadline, and with an invalid version.
    broken = {name: value for name, value in item.items() if name not in ["gd", "dk"]}
    broken |= {"pk": f"O#{POISONED}", "v": "one"}
    began = time.monotonic()
    table.put_item(Item=broken)
    after = [story.place(api, product, guest, f"stream-{guest}") for guest in GUESTS[1:]]
    for order, guest in zip([before, *after], GUESTS, strict=True):
        wait_for(lambda: stack.of_order(order), f"the event of {order}")
        wait_for(lambda: codes(api, guest, order), f"the code of {order}")
    delay = time.monotonic() - began
    assert delay < 60, f"a poisoned record delayed others by {delay:.0f} s"

    letter = wait_for(lambda: kept(stack), "the keeping of the poisoned record")[0]
    record, event_id = json.loads(letter["rec"]), letter["pk"].removeprefix("D#")
    serialised = {name: TypeSerializer().serialize(value) for name, value in broken.items()}
    assert as_lambda_has_it(record["dynamodb"]["NewImage"]) == as_lambda_has_it(serialised), "it is not whole"
    assert 89 < (int(letter["ttl"]) - time.time()) / 86400 <= 90

    assert "still cannot be read" in replay(stack, "record", event_id, fails=True)
    assert [it["pk"] for it in kept(stack)] == [letter["pk"]]
    mend(stack, record, event_id, item["v"])
    return delay


def codes(api: Api, guest: str, order: str) -> list[str]:
    return [text for text in api.sent_to(guest) if f"confirms your order {order.rsplit('-', 1)[1]}" in text]


def mend(stack: Stack, record: dict, event_id: str, version):
    """Corrects the item, and expects the events that the stream could not publish. The correction itself is an unreadable
    record as well, because its old image is."""
    table = stack.table
    table.update_item(
        Key={"pk": f"O#{POISONED}", "sk": "O"}, UpdateExpression="SET v = :v", ExpressionAttributeValues={":v": version}
    )
    wait_for(lambda: len(kept(stack)) == 2, "the keeping of the correction's record")
    corrections = [it["pk"].removeprefix("D#") for it in kept(stack) if it["pk"] != f"D#{event_id}"]
    order = f"ORD-{record['dynamodb']['NewImage']['dy']['S']}-{POISONED}"
    assert stack.of_order(order) == []
    for name, image in [(event_id, "NewImage"), (corrections[0], "OldImage")]:
        file = Path(stack.emulator.folder.name, "record.json")
        replay(stack, "record", name, "--save", str(file))
        corrected = json.loads(file.read_text())
        corrected["dynamodb"][image]["v"] = {"N": str(version)}
        file.write_text(json.dumps(corrected))
        replay(stack, "record", name, "--from", str(file))
    wait_for(lambda: stack.of_order(order), "the event of the replayed record")
    assert stack.of_order(order) == [f"{order}:1:0"]
    assert kept(stack) == []


def kept(stack: Stack) -> list[dict]:
    items = stack.table.scan(ConsistentRead=True)["Items"]
    return [item for item in items if item["sk"] == "D"]


def as_lambda_has_it(part) -> str:
    """Bytes are base64 in an event."""
    return json.dumps(part, sort_keys=True, default=lambda it: base64.b64encode(bytes(it)).decode())


def check_repeats(stack: Stack, product: str, api: Api):
    """A batch that the service gave up on is in the bucket; after a replay its events have their original ids."""
    order = story.place(api, product, GUESTS[0], "stream-4")
    wait_for(lambda: stack.of_order(order), f"the event of {order}")
    wait_for(lambda: codes(api, GUESTS[0], order), f"the code of {order}")
    streams = stack.emulator.client("dynamodbstreams")
    (stream,) = streams.list_streams(TableName=stack.ids["Table"])["Streams"]
    shards = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=shards[-1]["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = []
    while page := streams.get_records(ShardIterator=iterator, Limit=1000):
        records += page["Records"]
        iterator = page.get("NextShardIterator")
        if not page["Records"] or not iterator:
            break
    key = {"pk": {"S": f"O#{order.rsplit('-', 1)[1]}"}, "sk": {"S": "O"}}
    mine = [record for record in records if record["dynamodb"]["Keys"] == key]
    assert mine, "the stream has no record of the order"
    for record in mine:
        record["dynamodb"]["ApproximateCreationDateTime"] = record["dynamodb"]["ApproximateCreationDateTime"].timestamp()
    # In the form that the service writes; the emulator has no such destination.
    letter = {"requestContext": {"condition": "RetryAttemptsExhausted"}, "payload": as_lambda_has_it({"Records": mine})}
    bucket, name = stack.ids["UnpublishedRecords"], "aws/lambda/letter.json"
    stack.emulator.client("s3").put_object(Bucket=bucket, Key=name, Body=json.dumps(letter).encode())
    assert name in replay(stack, "bucket")
    replay(stack, "bucket", name)
    assert name not in replay(stack, "bucket")
    wait_for(lambda: len(stack.of_order(order)) == 2, f"the repeated event of {order}")
    assert stack.of_order(order) == [f"{order}:1:0"] * 2
    # The replay sends no code again.
    assert len(codes(api, GUESTS[0], order)) == 1
