"""How messages were sent, and that phones are in nothing else."""

import json
import re

import cleanup
import kitchen
import letters
import story
import stream
from stack import ADMIN, MAIL_FROM, Stack

PEOPLE = {ADMIN, story.STAFF, story.GUEST, story.OTHER, kitchen.STAFF, kitchen.DRIVER, *kitchen.GUESTS, cleanup.GUEST, letters.GUEST, *stream.GUESTS}
# Without the country, as somebody might write it.
DIGITS = re.compile("|".join(re.escape(phone[-9:]) for phone in PEOPLE) + "|" + re.escape(story.MAIL) + "|Lovelace|eyJ")


def check(stack: Stack, sender: str) -> str:
    text = lambda value: {"DataType": "String", "StringValue": value}
    wanted = {"AWS.SNS.SMS.SMSType": text("Transactional"), "AWS.SNS.SMS.SenderID": text(sender)}
    messages = stack.emulator.sms()
    for message in messages:
        assert message["MessageAttributes"] == wanted, message["MessageAttributes"]
        assert message["PhoneNumber"] in PEOPLE, "an SMS went to a stranger"
        assert not DIGITS.search(message["Message"]), "an SMS tells somebody's phone or name"
    mails = stack.emulator.mails()
    for mail in mails:
        assert (mail["Source"], mail["To"]) == (MAIL_FROM, [story.MAIL]), (mail["Source"], mail["To"])
    events, lines = stack.published(), stack.logs()
    for place, texts in [("event", [json.dumps(it) for it in events]), ("log line", lines)]:
        for it in texts:
            assert not DIGITS.search(it), f"a phone, a name or a token is in a {place}: {DIGITS.sub('…', it)}"
    failed = [line for line in lines if '"level":"ERROR"' in line]
    assert len(lines) > 100 and failed, "the functions' logs were not found"
    return f"nothing was given away in {len(messages)} SMS, {len(mails)} e-mails, {len(events)} events, {len(lines)} log lines"
