"""The official library for Python, unchanged, against the stand-in."""

import json
import os
import queue
import threading
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import stripe

URL = os.environ["DOCKET_URL"]
LOCAL = f"{URL}/_local/stripe"
SECRET = "whsec_python"


def client(key: str = "sk_test_python", retries: int = 0) -> stripe.StripeClient:
    return stripe.StripeClient(key, base_addresses={"api": LOCAL}, max_network_retries=retries)


def order(path: str, body: dict) -> dict:
    """Sends a request to the stand-in's own control API."""
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{LOCAL}/{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


class Payments(unittest.TestCase):
    def setUp(self):
        self.stripe = client().v1

    def intent(self, **more):
        return self.stripe.payment_intents.create({"amount": 1250, "currency": "eur", **more})

    def paid(self, method="pm_card_visa", **more):
        return self.intent(payment_method=method, confirm=True, **more)

    def test_an_intent_is_made_changed_confirmed_and_read(self):
        intent = self.intent(metadata={"order": "ORD-1 ä"}, description="Honey & bread")
        self.assertEqual((intent.status, intent.metadata["order"]), ("requires_payment_method", "ORD-1 ä"))
        changed = self.stripe.payment_intents.update(intent.id, {"amount": 990, "metadata": {"order": ""}})
        self.assertEqual((changed.amount, "order" in changed.metadata), (990, False))
        paid = self.stripe.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        self.assertEqual((paid.status, paid.amount_received), ("succeeded", 990))
        read = self.stripe.payment_intents.retrieve(intent.id, {"expand": ["latest_charge.balance_transaction"]})
        self.assertTrue(read.latest_charge.captured)
        self.assertEqual(read.latest_charge.balance_transaction.amount, 990)
        self.assertEqual(self.stripe.charges.retrieve(read.latest_charge.id).payment_intent, intent.id)

    def test_a_hold_is_captured_in_part_or_canceled(self):
        held = self.paid(capture_method="manual")
        self.assertEqual((held.status, held.amount_capturable), ("requires_capture", 1250))
        taken = self.stripe.payment_intents.capture(held.id, {"amount_to_capture": 1000})
        self.assertEqual((taken.status, taken.amount_received), ("succeeded", 1000))
        other = self.paid(capture_method="manual")
        canceled = self.stripe.payment_intents.cancel(other.id, {"cancellation_reason": "requested_by_customer"})
        self.assertEqual((canceled.status, canceled.cancellation_reason), ("canceled", "requested_by_customer"))

    def test_refunds_are_made_and_listed_page_by_page(self):
        paid = self.paid()
        made = [self.stripe.refunds.create({"payment_intent": paid.id, "amount": 100}).id for _ in range(7)]
        pages = self.stripe.refunds.list({"payment_intent": paid.id, "limit": 3})
        self.assertEqual((len(pages.data), pages.has_more), (3, True))
        self.assertEqual([it.id for it in pages.auto_paging_iter()], list(reversed(made)))
        refund = self.stripe.refunds.retrieve(made[0])
        self.assertEqual((refund.status, refund.amount), ("succeeded", 100))

    def test_a_dispute_is_read(self):
        paid = self.paid()
        opened = order("disputes", {"payment_intent": paid.id, "outcome": "lost"})
        dispute = self.stripe.disputes.retrieve(opened["id"])
        self.assertEqual((dispute.status, dispute.payment_intent, dispute.amount), ("lost", paid.id, 1250))

    def test_connected_accounts_are_apart(self):
        options = {"stripe_account": "acct_python"}
        parameters = {"amount": 1250, "currency": "eur", "application_fee_amount": 100}
        intent = self.stripe.payment_intents.create(parameters, options)
        self.assertEqual(self.stripe.payment_intents.retrieve(intent.id, None, options).application_fee_amount, 100)
        with self.assertRaises(stripe.InvalidRequestError) as raised:
            self.stripe.payment_intents.retrieve(intent.id)
        self.assertEqual((raised.exception.http_status, raised.exception.code), (404, "resource_missing"))


class Errors(unittest.TestCase):
    def setUp(self):
        self.stripe = client().v1
        self.parameters = {"amount": 1250, "currency": "eur"}

    def test_errors_are_of_the_librarys_classes(self):
        with self.assertRaises(stripe.CardError) as raised:
            self.stripe.payment_intents.create(
                {**self.parameters, "payment_method": "pm_card_chargeDeclined", "confirm": True})
        error = raised.exception.error
        self.assertEqual((error.code, error.decline_code), ("card_declined", "generic_decline"))
        self.assertEqual(error.payment_intent.status, "requires_payment_method")
        with self.assertRaises(stripe.InvalidRequestError) as raised:
            self.stripe.payment_intents.create({**self.parameters, "amout": 1})
        self.assertEqual((raised.exception.code, raised.exception.param), ("parameter_unknown", "amout"))
        with self.assertRaises(stripe.AuthenticationError):
            client("sk_live_python").v1.payment_intents.list()
        with self.assertRaises(stripe.PermissionError):
            self.stripe.payment_intents.list(None, {"stripe_account": "python"})
        faults = {
            "limited": stripe.RateLimitError,
            "error": stripe.APIError,
            "answer_lost": stripe.APIConnectionError,
        }
        for kind, raises in faults.items():
            # Docket reads the object of a webhook at any time, but never lists intents.
            order("faults", {"kind": kind, "operation": "list_intents"})
            with self.assertRaises(raises):
                self.stripe.payment_intents.list()

    def test_a_key_is_answered_the_same_and_good_for_one_request(self):
        first = self.stripe.payment_intents.create(self.parameters, {"idempotency_key": "python-1"})
        again = self.stripe.payment_intents.create(self.parameters, {"idempotency_key": "python-1"})
        self.assertEqual(first.id, again.id)
        self.assertEqual(again.last_response.headers["idempotent-replayed"], "true")
        with self.assertRaises(stripe.IdempotencyError):
            self.stripe.payment_intents.create({**self.parameters, "amount": 1}, {"idempotency_key": "python-1"})

    def test_a_lost_answer_is_asked_for_again_by_the_library_itself(self):
        order("faults", {"kind": "answer_lost", "operation": "create_intent"})
        made = client(retries=2).v1.payment_intents.create({**self.parameters, "metadata": {"lost": "yes"}})
        self.assertEqual(made.last_response.headers["idempotent-replayed"], "true")
        found = [it for it in self.stripe.payment_intents.list().auto_paging_iter() if "lost" in it.metadata]
        self.assertEqual([it.id for it in found], [made.id])


class Webhooks(unittest.TestCase):
    def test_a_signature_is_verified_and_a_forged_one_is_not(self):
        came = queue.Queue()

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                came.put((body, self.headers["stripe-signature"]))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Hook)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        order("webhook_endpoint", {"url": f"http://127.0.0.1:{server.server_port}/", "secret": SECRET})
        api = client()
        intent = api.v1.payment_intents.create({"amount": 1250, "currency": "eur"})
        body, signature, event = self.event_of(intent, came, api)
        self.assertEqual(event.type, "payment_intent.created")
        self.assertEqual(api.v1.events.retrieve(event.id).type, event.type)
        for wrong in [(body, signature, "whsec_other"), (body + b" ", signature, SECRET)]:
            with self.assertRaises(stripe.SignatureVerificationError):
                api.construct_event(*wrong)

    def event_of(self, intent, came, api):
        """The first event about `intent`. Events of the other tests may precede it."""
        while True:
            body, signature = came.get(timeout=30)
            event = api.construct_event(body, signature, SECRET)
            if event.data.object.id == intent.id:
                return body, signature, event


if __name__ == "__main__":
    unittest.main()
