import type { PayWords } from "../en/pay";
import buyer from "./buyer";

const words: PayWords = {
  ...buyer,
  title: "Bezahlen",
  loading: "Die Zahlung wird vorbereitet",
  toPay: "Zu zahlen",
  toPayAll: "Zu zahlen für alle Ihre Bestellungen",
  more: (n) =>
    n === 1 ? "Danach bezahlen Sie noch eine Bestellung." : `Danach bezahlen Sie noch ${n} Bestellungen.`,
  pay: (amount) => `${amount} bezahlen`,
  later: "Später bezahlen und zur Bestellung gehen",
  toOrder: "Zur Bestellung",
  goOn: "Weiter",
  local:
    "Hier fließt kein Geld. Das lokale Programm vertritt den Zahlungsanbieter; auf seiner Seite gibt es Testkarten.",
  noForm: "Das Formular des Zahlungsanbieters wurde nicht geladen. Nichts wurde abgebucht.",
  notPaid:
    "Die Zahlung ist nicht zustande gekommen, nichts wurde abgebucht. Versuchen Sie es noch einmal oder mit einer anderen Karte.",
  notices: {
    off: {
      title: "Sie bezahlen direkt beim Anbieter",
      text: "Hier kann man nicht online bezahlen. Die Bestellung bleibt, wie sie ist.",
    },
    underWay: {
      title: "Eine Zahlung läuft bereits",
      text: "Sie müssen nicht noch einmal bezahlen. Die Seite der Bestellung zeigt, wenn die Zahlung angekommen ist.",
    },
    tooMany: {
      title: "Für diese Bestellung kann nicht mehr online bezahlt werden",
      text: "Es gab zu viele Versuche. Bitte bezahlen Sie direkt beim Anbieter.",
    },
    notPossible: {
      title: "Dieser Betrag kann nicht online bezahlt werden",
      text: "Bitte bezahlen Sie direkt beim Anbieter. Die Bestellung bleibt, wie sie ist.",
    },
    noPayment: {
      title: "Für diese Bestellung ist jetzt keine Zahlung möglich",
      text: "Die Seite der Bestellung zeigt ihren Stand.",
    },
  },
};

export default words;
