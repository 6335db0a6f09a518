import { describe, expect, it } from "vitest";
import { byEvent, failedCount, isUnderWay, lookOf } from "./by-event";
import type { OrderMessage } from "./types";

const message = (event: string, part: Partial<OrderMessage> = {}): OrderMessage => ({
  event,
  group: "order_ready",
  to: { role: "buyer" },
  channel: "sms",
  state: "sent",
  reason: null,
  detail: null,
  at: "2026-11-29T12:00:00.000Z",
  heldUntil: null,
  ...part,
});

describe("the messages of an order", () => {
  it("stand together by event, the newest event first", () => {
    const received = message("ORD-1:1:0", { group: "order_received", at: "2026-11-29T11:00:00.000Z" });
    const ready = message("ORD-1:3:0");
    const byMail = message("ORD-1:3:0", { channel: "email", at: "2026-11-29T12:00:01.000Z" });
    expect(byEvent([received, ready, byMail])).toEqual([
      { event: "ORD-1:3:0", group: "order_ready", at: ready.at, messages: [ready, byMail] },
      { event: "ORD-1:1:0", group: "order_received", at: received.at, messages: [received] },
    ]);
    expect(byEvent([])).toEqual([]);
  });

  it("are counted where they reached nobody", () => {
    const states = ["sending", "held", "sent", "not_sent", "superseded", "bounced", "complained"] as const;
    const messages = states.map((state) => message("ORD-1:3:0", { state }));
    expect(failedCount(messages)).toBe(3);
    expect(messages.filter(isUnderWay).map(({ state }) => state)).toEqual(["sending", "held"]);
  });

  it("have a look also in a state that the page does not know", () => {
    expect(lookOf("bounced")).toEqual({ icon: "warning", className: "is-bad" });
    expect(lookOf("sent")).toEqual({ icon: "check", className: "is-good" });
    expect(lookOf("opened")).toEqual({ icon: "info", className: "" });
  });
});
