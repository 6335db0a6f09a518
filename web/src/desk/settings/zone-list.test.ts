import { describe, expect, it } from "vitest";
import { typedZones, withZone, zonesOf } from "./zone-list";

const zones = [{ id: "north", name: "North" }];

describe("zones as they are typed", () => {
  it("keep their ids when they are renamed", () => {
    const renamed = typedZones(zones).map((zone) => ({ ...zone, name: "Beyond the river" }));
    expect(zonesOf(renamed)).toEqual([{ id: "north", name: "Beyond the river" }]);
  });

  it("get an id of their name that no other has", () => {
    const more = withZone(withZone(typedZones(zones))).map((zone) =>
      zone.id === null ? { ...zone, name: " North " } : zone,
    );
    expect(zonesOf(more).map(({ id }) => id)).toEqual(["north", "north-2", "north-3"]);
    const foreign = withZone([]).map((zone) => ({ ...zone, name: "北" }));
    expect(zonesOf(foreign)).toEqual([{ id: "zone", name: "北" }]);
    const umlaut = withZone([]).map((zone) => ({ ...zone, name: "Grünau & Süd" }));
    expect(zonesOf(umlaut)[0]?.id).toBe("grunau-sud");
  });
});
