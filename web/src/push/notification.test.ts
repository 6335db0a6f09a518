import { describe, expect, it } from "vitest";
import { isSamePage, notificationOf, ownAddress } from "./notification";

const PLACE = { origin: "https://docket.example", home: "/my", language: "en-US" };
const OF_ORDER = "https://docket.example/t/ORD-1";

const payload = (notification: unknown) => JSON.stringify({ web_push: 8030, notification });

describe("a notification", () => {
  it("shows what the payload says", () => {
    const sent = {
      title: "Fertig",
      body: "Holen Sie sie ab.",
      navigate: OF_ORDER,
      lang: "de",
      dir: "ltr",
      tag: "ORD-1",
      silent: false,
    };
    expect(notificationOf(payload(sent), PLACE)).toEqual({
      title: "Fertig",
      options: {
        body: "Holen Sie sie ab.",
        lang: "de",
        dir: "ltr",
        tag: "ORD-1",
        renotify: true,
        icon: "/icon.png",
        badge: "/badge.png",
        data: { navigate: OF_ORDER },
      },
    });
  });

  it("has no renotify without a tag, which browsers refuse", () => {
    for (const tag of [undefined, "", 7])
      expect(notificationOf(payload({ title: "Ready", tag }), PLACE).options).not.toHaveProperty("renotify");
  });

  it("is a plain one in the browser's language when the payload cannot be read", () => {
    const unread = [
      null,
      "",
      "x",
      "null",
      "[]",
      payload(null),
      payload("x"),
      payload({}),
      payload({ title: 1 }),
    ];
    for (const text of unread) {
      const { title, options } = notificationOf(text, PLACE);
      expect([title, options.body, options.lang]).toEqual(["Docket", "There is news about an order.", "en"]);
      expect(options.data.navigate).toBe("https://docket.example/my");
    }
    expect(notificationOf(null, { ...PLACE, language: "de-AT" }).options.lang).toBe("de");
  });
});

describe("where a notification leads to", () => {
  it("is followed on this site only", () => {
    expect(ownAddress(OF_ORDER, PLACE)).toBe(OF_ORDER);
    const others = [
      "https://docket.example.evil.test/t/ORD-1",
      "http://docket.example/t/ORD-1",
      "javascript:alert(1)",
      "//evil.test",
      "/t/ORD-1",
      undefined,
      7,
    ];
    for (const other of others) expect(ownAddress(other, PLACE)).toBe("https://docket.example/my");
  });

  it("is the same page in another language", () => {
    expect(isSamePage(`${OF_ORDER}?lang=de`, OF_ORDER)).toBe(true);
    expect(isSamePage("https://docket.example/t/ORD-2", OF_ORDER)).toBe(false);
  });
});
