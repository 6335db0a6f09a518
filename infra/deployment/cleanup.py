"""Test: the schedule cancels an order that nobody confirms, and returns its stock."""

import time

import story
from api import Api
from emulator import wait_for
from stack import Stack

GUEST = "+12025550171"


class Lapse:
    """An order that is placed early and checked late: the schedule runs by itself, within a minute."""

    def __init__(self, stack: Stack, api: Api, staff: str):
        self.api = api
        body = {"sellerId": story.SELLER, "name": "Walnuts, 1 kg", "price": 1290, "stock": 4}
        self.product = api.ask("POST", "/api/products", body, staff, 201).at("product/id")
        self.order = story.place(api, self.product, GUEST, "lapse-1", quantity=3)
        api.message(GUEST)
        assert story.available(api, self.product) == 1
        # The test does not wait 15 minutes: it moves the end of the hold into the past, in both places where the item has it.
        suffix = self.order.rsplit("-", 1)[1]
        ended = int(time.time() * 1000) - 1000
        stack.table.update_item(
            Key={"pk": f"O#{suffix}", "sk": "O"},
            UpdateExpression="SET he = :ended, dk = :due",
            ExpressionAttributeValues={":ended": ended, ":due": f"{ended:013}#{suffix}"},
        )
        self.stack = stack

    def check(self):
        cancelled = lambda: self.stack.of_order(self.order, ["OrderCancelled"])
        wait_for(cancelled, "the clean-up of an order that lapsed", 75)
        assert story.available(self.api, self.product) == 4
        # A phone that was not confirmed receives nothing but its code.
        assert len(self.api.sent_to(GUEST)) == 1
