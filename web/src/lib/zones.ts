/** The time zones to choose from. */

/** The time zone of this device. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that the browser knows, and these, by name: the id, and its readable form. */
export function zoneChoices(...also: readonly string[]): (readonly [zone: string, name: string])[] {
  const known = new Set(["UTC", ...also, ...Intl.supportedValuesOf("timeZone")]);
  return [...known].sort().map((zone) => [zone, zone.replaceAll("_", " ")] as const);
}
