import type { TrackLaterWords } from "../en/track-later";

const words: TrackLaterWords = {
  cancelTitle: "Diese Bestellung stornieren?",
  cancelFollows: (seller) => `${seller} erfährt es sofort. Das lässt sich nicht rückgängig machen.`,
  cancelFree: "Ihnen wird nichts berechnet.",
  cancelRefund: (amount) => `Sie bekommen ${amount} zurück.`,
  why: "Warum? (freiwillig)",
  cancelNow: "Bestellung stornieren",
  keep: "Behalten",
  codeTitle: "Geben Sie den Code von Ihrem Telefon ein",
  codeLead: "Er steht in der Nachricht zu dieser Bestellung.",
  confirm: "Bestellung bestätigen",
  strangerTitle: "Wessen Bestellung ist das?",
  strangerHint: "Um sie zu zeigen, brauchen wir die Telefonnummer, mit der bestellt wurde.",
  otherPhone: "Sie wurde mit einer anderen Telefonnummer aufgegeben. Melden Sie sich mit dieser an.",
  justOrdered: "Gerade bestellt? Geben Sie den Code zur Bestätigung ein",
  useNumber: "Stattdessen mit der Telefonnummer anmelden",
  lapsed: "Die Zeit ist um: Die Bestellung ist verfallen, Ihnen wird nichts berechnet.",
};

export default words;
