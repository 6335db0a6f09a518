import type { CodeWords } from "../en/code";

const words: CodeWords = {
  oneStep: "Noch ein Schritt",
  codeTitle: "Geben Sie den Code von Ihrem Telefon ein",
  sentTo: "Geschickt an",
  sentAt: (minutes) =>
    minutes === 0 ? "gerade eben." : minutes === 1 ? "vor einer Minute." : `vor ${minutes} Minuten.`,
  changeNumber: "Nummer ändern",
  digits: "Sechs Ziffern",
  digitsHint: "Wird mit der sechsten Ziffer abgeschickt.",
  noMessage: "Keine Nachricht?",
  again: "Noch einmal schicken",
  againIn: (clock) => `in ${clock}`,
  resent: "Ein neuer Code ist unterwegs. Nur der neueste gilt.",
  confirm: "Bestellung bestätigen",
  signIn: "Telefon bestätigen",
  notThat: (left) =>
    left === 0
      ? "Das war nicht der Code, und es sind keine Versuche übrig. Lassen Sie sich einen neuen schicken."
      : `Das war nicht der Code: noch ${left === 1 ? "ein Versuch" : `${left} Versuche`}.`,
  held: [
    "Für Sie zurückgelegt bis",
    ". Danach verfällt die Bestellung, nichts wird berechnet, und Ihr Korb ist wieder da.",
  ],
  holdLabel: "Zeit, um den Code einzugeben",
  verifyFirst:
    "Dieser Anbieter möchte Ihr Telefon kennen, bevor Sie bestellen. Noch ist nichts zurückgelegt.",
  lapsed: "Die Bestellung ist verfallen",
  lapsedHint: "Der Code kam nicht rechtzeitig. Nichts wurde berechnet, und Ihr Korb ist, wie er war.",
  backToCart: "Zurück zur Kasse",
  local: "Auf diesem Rechner bleiben Nachrichten hier.",
  read: "Code lesen",
  notRead: "Hier ist noch kein Code angekommen.",
  soon: "so bald wie möglich",
  settled: { how: "Wie", name: "Name", note: "Nachricht", where: "Wohin" },
  earlier: "Ihr erster Versuch war angekommen. Das hier wurde bestellt.",
  newTotal: (now, was) => `Die Summe ist ${now}; auf der Seite stand ${was}.`,
};

export default words;
