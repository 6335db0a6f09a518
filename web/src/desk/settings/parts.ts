/** The parts of the settings, in the order of their list. Each is saved separately. */
import type { IconName } from "~/ui/icon";

export const PARTS = [
  "profile",
  "hours",
  "pause",
  "methods",
  "charges",
  "zones",
  "targets",
  "deadlines",
  "payments",
] as const;
export type Part = (typeof PARTS)[number];

export const PART_ICON: Record<Part, IconName> = {
  profile: "shop",
  hours: "clock",
  pause: "pause",
  methods: "bike",
  charges: "cash",
  zones: "pin",
  targets: "late",
  deadlines: "bell",
  payments: "card",
};

export const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);
