/** Where an order is, in two or three words. */
import type { components } from "~/api/schema";

type Phase = components["schemas"]["PhaseName"];
type Method = components["schemas"]["MethodName"];

const done: Record<Method, string> = { pickup: "Picked up", delivery: "Delivered", shipping: "Delivered" };
const ready: Record<Method, string> = {
  pickup: "Ready for pickup",
  delivery: "Ready, waits for the driver",
  shipping: "Packed",
};

const words = {
  status: (phase: Phase, method: Method): string => {
    switch (phase) {
      case "unverified":
        return "Waiting for your code";
      case "open":
        return "Received";
      case "accepted":
        return "Accepted";
      case "working":
        return "Being prepared";
      case "ready":
        return ready[method];
      case "in_transit":
        return "On the way";
      case "done":
        return done[method];
      case "cancelled":
        return "Cancelled";
      case "rejected":
        return "Rejected";
      case "failed":
        return "Failed";
    }
  },
};

export type StatusWords = typeof words;
export default words;
