import type { TrackWords } from "../en/track";
import buyer from "./buyer";

const ready = {
  pickup: "liegt zur Abholung bereit",
  delivery: "ist fertig und wartet auf die Lieferung",
  shipping: "ist versandbereit",
};

const words: TrackWords = {
  ...buyer,
  order: "Bestellung",
  loading: "Ihre Bestellung wird gesucht",
  now: (phase, { food, method, seller, lapsed, unpaid }) => {
    const it = food ? "Ihr Essen" : "Ihre Bestellung";
    switch (phase) {
      case "unverified":
        return "Nur noch ein Schritt: Ihr Code";
      case "open":
        return unpaid ? "Nur noch ein Schritt: die Zahlung" : `Ihre Bestellung ist bei ${seller} eingegangen`;
      case "accepted":
        return `${seller} hat Ihre Bestellung angenommen`;
      case "working":
        return food ? "Ihr Essen wird zubereitet" : "Ihre Bestellung wird vorbereitet";
      case "ready":
        return `${it} ${ready[method]}`;
      case "in_transit":
        return `${it} ist unterwegs`;
      case "done":
        return method === "pickup" ? "Sie haben es abgeholt" : `${it} wurde zugestellt`;
      case "cancelled":
        return lapsed ? "Ihre Bestellung ist verfallen" : "Ihre Bestellung wurde storniert";
      case "rejected":
        return `${seller} konnte Ihre Bestellung nicht annehmen`;
      case "failed":
        return lapsed ? "Ihre Bestellung ist verfallen" : "Ihre Bestellung ist nicht angekommen";
    }
  },
  lapsedHint: "Die Zeit ist um. Ihnen wird nichts berechnet.",
  payBy: "Zu zahlen bis",
  because: (seller, reason) => `${seller} schreibt: „${reason}“`,
  there: { pickup: "Abholbereit", delivery: "Bei Ihnen", shipping: "Bei Ihnen" },
  wanted: { pickup: "Zur Abholung", delivery: "Bei Ihnen", shipping: "Bei Ihnen" },
  soon: "Hier sehen Sie, sobald sie angenommen ist.",
  passed: (time, method) =>
    `Um ${time} Uhr sollte es ${method === "pickup" ? "fertig" : "bei Ihnen"} sein. Es verspätet sich. Das tut uns leid.`,
  later: (minutes, time) =>
    `${Math.abs(minutes)} ${Math.abs(minutes) === 1 ? "Minute" : "Minuten"} ${minutes > 0 ? "später" : "früher"} als zuerst angekündigt, Stand ${time} Uhr.`,
  sorry: "Das tut uns leid.",
  far: "Wie weit es ist",
  you: "Sie",
  stops: (n) => (n === 1 ? "1 Halt" : `${n} Halte`),
  stopsBefore: (n) =>
    n === 0 ? "Sie sind der nächste Halt" : n === 1 ? "noch 1 Halt vor Ihnen" : `noch ${n} Halte vor Ihnen`,
  brings: "bringt Ihre Bestellung",
  call: "Anrufen",
  callSeller: (seller) => `${seller} anrufen`,
  where: { pickup: "Abholung bei", delivery: "Lieferung an", shipping: "Versand an" },
  map: "Karte",
  soFar: "Bisher",
  about: (time) => `gegen ${time}`,
  step: (phase, { food, method, driver }) => {
    switch (phase) {
      case "unverified":
        return "Wartet auf Ihren Code";
      case "open":
        return "Bestellung aufgegeben";
      case "accepted":
        return food ? "Von der Küche angenommen" : "Angenommen";
      case "working":
        return food ? "In Zubereitung" : "In Vorbereitung";
      case "ready":
        return method === "pickup" ? "Abholbereit" : food ? "Zubereitet und verpackt" : "Verpackt";
      case "in_transit":
        return method === "shipping" ? "Verschickt" : driver === null ? "Abgeholt" : `Von ${driver} abgeholt`;
      case "done":
        return method === "pickup" ? "Von Ihnen abgeholt" : "Zugestellt";
      case "cancelled":
        return "Storniert";
      case "rejected":
        return "Abgelehnt";
      case "failed":
        return "Fehlgeschlagen";
    }
  },
  toPay: "Zu zahlen",
  pay: (amount) => `${amount} bezahlen`,
  payHow: {
    pickup: "Jetzt mit Karte oder bei der Abholung",
    delivery: "Jetzt mit Karte oder an der Tür",
    shipping: "Mit Karte",
  },
  payDirectly: (seller, method) => {
    const how = {
      pickup: "Sie bezahlen bei der Abholung.",
      delivery: "Sie bezahlen an der Tür.",
      shipping: `${seller} teilt Ihnen mit, wie Sie bezahlen.`,
    };
    return `Online bezahlen geht hier nicht. ${how[method]}`;
  },
  paid: "Bezahlt",
  paidAmount: (amount) => `${amount} bezahlt`,
  authorized: (amount, seller) =>
    `${amount} sind auf Ihrer Karte reserviert und werden abgebucht, wenn ${seller} annimmt`,
  partlyPaid: (paid, due) => `${paid} bezahlt, ${due} noch zu zahlen`,
  refunding: (amount) => `${amount} werden Ihnen erstattet`,
  refunded: (amount) => `${amount} wurden Ihnen erstattet`,
  refundFailed: (amount) => `${amount} konnten noch nicht erstattet werden. Wir melden uns.`,
  disputed: "Ihre Bank entscheidet über diese Zahlung.",
  nothingDue: "Nichts zu zahlen",
  wrong: "Stimmt etwas nicht?",
  over: "Wie weiter?",
  cancelUntil: (time) => `Sie können bis ${time} Uhr stornieren.`,
  canCancel: "Sie können noch stornieren.",
  cannotCancel: (phase, seller) => {
    switch (phase) {
      case "unverified":
        return "Ohne den Code verfällt die Bestellung von selbst.";
      case "open":
      case "accepted":
        return `Die Zeit zum Stornieren ist vorbei. Bitte wenden Sie sich an ${seller}.`;
      case "working":
        return `${seller} hat schon begonnen, darum können Sie hier nicht mehr stornieren. Bitte wenden Sie sich an ${seller}.`;
      case "ready":
        return `Es ist schon fertig, darum können Sie hier nicht mehr stornieren. Bitte wenden Sie sich an ${seller}.`;
      case "in_transit":
        return `Es ist schon unterwegs, darum können Sie hier nicht mehr stornieren. Bitte wenden Sie sich an ${seller}.`;
      case "done":
      case "cancelled":
      case "rejected":
      case "failed":
        return `Bitte wenden Sie sich an ${seller}.`;
    }
  },
  cancel: "Bestellung stornieren …",
  receipt: "Beleg",
  merged: "Diese Bestellung gehört jetzt zu:",
  part: "Ein Teil reist als eigene Bestellung:",
  asOf: (time, zone) => `Stand ${time} Uhr, Zeiten in ${zone}`,
  staleAt: (time) => `Keine Verbindung. Stand ${time} Uhr.`,
  another: "Ihre anderen Bestellungen",
};

export default words;
