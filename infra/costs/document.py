"""The cost tables of docs/operations.md, and the check that the document contains them."""

import difflib
from pathlib import Path

import idle
import orders
from figures import PRICES, ROOT, Fault, Row, price
from stack import Stack

DOCUMENT = ROOT / "docs/operations.md"
BEGIN = "<!-- Written by infra/costs.sh --write. -->"
END = "<!-- End of what infra/costs.sh writes. -->"


def tables(default: Stack, everything: Stack) -> str:
    return "\n".join([*idle_table(default, everything), "", *orders_table(default), "", *messages_table(default)])


def idle_table(default: Stack, everything: Stack):
    by_default, with_all = idle.rows(default), idle.rows(everything)
    dollars = {row.what: row.dollars for row in by_default}
    yield "**A month in which nobody uses it**, in US dollars:"
    yield ""
    yield "| what | how much | by default | with every option |"
    yield "|---|---|---|---|"
    for row in with_all:
        yield f"| {row.what} | {row.amount} | {dollars.get(row.what, 0):.2f} | {row.dollars:.2f} |"
    yield f"| **sum** | | **{idle.total(by_default):.2f}** | **{idle.total(with_all):.2f}** |"
    yield ""
    more, stored = idle.in_use(default), price("dynamodb_stored_gb_month") + price("dynamodb_recovery_gb_month")
    yield f"By default the sum is at most {idle.MOST_DOLLARS}. A deployment in use emits up to {more} more metrics, for"
    yield f"{more * price('custom_metrics_month'):.2f} a month, and each GB in the table costs {stored:.2f} a month with point-in-time recovery."


def orders_table(stack: Stack):
    *rows, tracing = orders.rows(stack)
    yield f"**{orders.ORDERS:,} guests' orders with four changes of status each**, in US dollars:"
    yield ""
    yield "| what | how much | US dollars |"
    yield "|---|---|---|"
    for row in rows:
        yield line(row)
    yield f"| **sum without SMS** | | **{idle.total(rows):.3f}** |"
    yield line(tracing)


def line(row: Row) -> str:
    return f"| {row.what} | {row.amount} | {row.dollars:.3f} |"


def messages_table(stack: Stack):
    parts, most = orders.ORDERS * orders.messages(), orders.most_a_day(stack.parameters)
    yield f"**SMS**, in US dollars. {orders.messages()} for each guest's order by default: a code, that it was received, and that it is ready or on its way:"
    yield ""
    yield f"| to | one | {orders.ORDERS:,} orders, {parts:,} SMS | the most in a day by default, {most:,} SMS |"
    yield "|---|---|---|---|"
    for country, dollars in PRICES["sms_parts"].items():
        yield f"| {country} | {dollars:.3f} | {parts * dollars:,.0f} | {most * dollars:,.0f} |"
    yield ""
    yield "**By channel**, in US dollars for 1,000 guests' orders in the United States:"
    yield ""
    yield "| the buyer is reached by | SMS | e-mails | push messages | US dollars |"
    yield "|---|---|---|---|---|"
    for name, sms, emails, pushes in orders.by_channel():
        dollars = orders.ORDERS * (sms * PRICES["sms_parts"]["United States"] + emails * price("ses_emails_thousand"))
        yield f"| {name} | {sms} | {emails} | {pushes} | {dollars:.2f} |"
    yield ""
    yield f"E-mail has limits of its own and costs {1000 * price('ses_emails_thousand'):.2f} for 1,000 messages. Push services take nothing."


def split(text: str) -> tuple[str, str, str]:
    """What is before the tables, the tables, and what is after them."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise Fault(f"{DOCUMENT.name} must have each once: {BEGIN} and {END}")
    before, rest = text.split(BEGIN)
    found, after = rest.split(END)
    return before + BEGIN, found.strip("\n"), END + after


def check(wanted: str, path: Path = DOCUMENT):
    _, found, _ = split(path.read_text())
    if found != wanted:
        lines = difflib.unified_diff(found.splitlines(), wanted.splitlines(), path.name, "the figures", lineterm="", n=0)
        raise Fault("\n".join([f"{path.name} has other figures; run infra/costs.sh --write", *lines]))


def write(wanted: str, path: Path = DOCUMENT):
    before, _, after = split(path.read_text())
    path.write_text(f"{before}\n\n{wanted}\n\n{after}")
