import type { StatusWords } from "../en/status";

const done = { pickup: "Abgeholt", delivery: "Zugestellt", shipping: "Zugestellt" };
const ready = {
  pickup: "Bereit zur Abholung",
  delivery: "Fertig, wartet auf die Lieferung",
  shipping: "Verpackt",
};

const words: StatusWords = {
  status: (phase, method) => {
    switch (phase) {
      case "unverified":
        return "Wartet auf Ihren Code";
      case "open":
        return "Eingegangen";
      case "accepted":
        return "Angenommen";
      case "working":
        return "In Arbeit";
      case "ready":
        return ready[method];
      case "in_transit":
        return "Unterwegs";
      case "done":
        return done[method];
      case "cancelled":
        return "Storniert";
      case "rejected":
        return "Abgelehnt";
      case "failed":
        return "Fehlgeschlagen";
    }
  },
};

export default words;
