import { describe, expect, it } from "vitest";
import { Problem } from "~/api/problem";
import {
  bodyOf,
  channelsOf,
  elsewhere,
  missingTimes,
  type Preferences,
  toggled,
  typedPreferences,
} from "./preferences";

const KEPT: Preferences = {
  language: "de-AT",
  timezone: "Europe/Vienna",
  quietHours: { from: "21:30", to: "06:00" },
  groups: { refund: ["push", "sms"], payment: [] },
  defaults: { order_ready: ["sms"], payment: ["email"], refund: [] },
  reachable: { sms: true, email: false, push: false },
  version: 3,
};
const NOTHING: Preferences = { ...KEPT, language: null, timezone: null, quietHours: null, groups: {} };

describe("preferences as they are typed", () => {
  it("are sent back as they were kept, with channels in one order", () => {
    const { language, timezone, quietHours } = KEPT;
    const groups = { payment: [], refund: ["sms", "push"] };
    expect(bodyOf(typedPreferences(KEPT))).toEqual({ language, timezone, quietHours, groups });
    expect(bodyOf(typedPreferences(NOTHING))).toEqual({
      language: null,
      timezone: null,
      quietHours: null,
      groups: {},
    });
  });

  it("keep a group that the page does not know", () => {
    const groups = { webhook_disabled: ["sms"] } as Preferences["groups"];
    expect(bodyOf(typedPreferences({ ...NOTHING, groups })).groups).toEqual(groups);
  });

  it("follow the default where nothing was chosen, and not where no channel was", () => {
    const typed = typedPreferences(KEPT);
    expect(channelsOf("order_ready", typed, KEPT)).toEqual(["sms"]);
    expect(channelsOf("payment", typed, KEPT)).toEqual([]);
  });

  it("gain and lose a channel", () => {
    expect(toggled(["push"], "sms")).toEqual(["sms", "push"]);
    expect(toggled(["sms", "push"], "sms")).toEqual(["push"]);
  });

  it("need both times of quiet hours, if there are any", () => {
    const typed = { ...typedPreferences(KEPT), from: "", to: "" };
    expect(Object.keys(missingTimes(typed, "?"))).toEqual(["/quietHours/from", "/quietHours/to"]);
    expect(missingTimes({ ...typed, quiet: false }, "?")).toEqual({});
    expect(missingTimes(typedPreferences(KEPT), "?")).toEqual({});
  });
});

describe("what was refused", () => {
  it("is said apart only where there is no field for it", () => {
    const errors = [
      "/groups/refund",
      "/groups/refund/1",
      "/quietHours/to",
      "/language",
      "/quietHours",
      "/colour",
    ].map((pointer) => ({ pointer, detail: `at ${pointer}` }));
    expect(elsewhere(new Problem(400, { errors }))).toEqual(["at /quietHours", "at /colour"]);
  });
});
