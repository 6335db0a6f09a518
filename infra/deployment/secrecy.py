"""Checks the attributes of sent messages, and that phones occur in nothing else."""

import json
import re

import cleanup
import kitchen
import outage
import story
import stream
from api import CODE
from stack import ADMIN, EVERYTHING, MAIL_FROM, Stack

PEOPLE = {ADMIN, story.STAFF, story.GUEST, story.OTHER, kitchen.STAFF, kitchen.DRIVER, *kitchen.GUESTS, cleanup.GUEST, outage.GUEST, *stream.GUESTS}
# Without the country code, as somebody might write it.
DIGITS = re.compile("|".join(re.escape(phone[-9:]) for phone in PEOPLE) + "|" + re.escape(story.MAIL) + "|admin@example|Lovelace|eyJ")


def check(stack: Stack) -> str:
    messages = stack.emulator.sms()
    for message in messages:
        assert message["MessageAttributes"] == attributes(message["Message"]), message["MessageAttributes"]
        assert message["PhoneNumber"] in PEOPLE, "an SMS went to a stranger"
        assert not DIGITS.search(message["Message"]), "an SMS tells somebody's phone or name"
    mails = stack.emulator.mails()
    for mail in mails:
        assert mail["Source"] == MAIL_FROM, mail["Source"]
        assert mail["To"] in [[story.MAIL], [EVERYTHING.parameters["AdminEmail"]]], mail["To"]
    events, lines = stack.published(), stack.logs()
    for place, texts in [("event", [json.dumps(it) for it in events]), ("log line", lines)]:
        for it in texts:
            assert not DIGITS.search(it), f"a phone, a name or a token is in a {place}: {DIGITS.sub('…', it)}"
    failed = [line for line in lines if '"level":"ERROR"' in line]
    assert len(lines) > 100 and failed, "the functions' logs were not found"
    return f"nothing was given away in {len(messages)} SMS, {len(mails)} e-mails, {len(events)} events, {len(lines)} log lines"


def attributes(message: str) -> dict:
    """The sender attributes of an SMS of EVERYTHING; codes and notices have their own templates."""
    given = EVERYTHING.parameters
    text = given["SmsCodeTemplateId" if CODE.search(message) else "SmsNoticeTemplateId"]
    settings = {
        "AWS.SNS.SMS.SMSType": "Transactional",
        "AWS.SNS.SMS.SenderID": given["SenderId"],
        "AWS.MM.SMS.OriginationNumber": given["SmsOriginationNumber"],
        "AWS.MM.SMS.EntityId": given["SmsEntityId"],
        "AWS.MM.SMS.TemplateId": text,
    }
    return {name: {"DataType": "String", "StringValue": value} for name, value in settings.items()}
