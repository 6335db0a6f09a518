import type { BuyerSignInWords } from "../en/buyer-sign-in";

const words: BuyerSignInWords = {
  title: "Ihre Telefonnummer",
  country: "Land",
  other: "Anderes, mit +",
  phone: "Telefonnummer",
  hint: "Wir schicken Ihnen einen Code. Ein Passwort gibt es nicht.",
  send: "Code schicken",
  codeTitle: "Geben Sie den Code von Ihrem Telefon ein",
  sentTo: "Geschickt an",
  otherNumber: "Nummer ändern",
  digits: "Sechs Ziffern",
  go: "Meine Bestellungen zeigen",
  digitsHint: "Wird mit der sechsten Ziffer abgeschickt.",
  noMessage: "Keine Nachricht?",
  again: "Noch einmal schicken",
  againIn: (clock) => `in ${clock}`,
  resent: "Noch einmal geschickt.",
  wrong: (left) =>
    left === 1 ? "Das war nicht der Code: noch 1 Versuch." : `Das war nicht der Code: noch ${left} Versuche.`,
  noTries: "Das war nicht der Code, und es ist kein Versuch mehr übrig. Lassen Sie ihn noch einmal schicken.",
  held: (time) => [
    "Für Sie reserviert bis ",
    `${time} Uhr`,
    ". Danach verfällt die Bestellung, und Ihnen wird nichts berechnet.",
  ],
  look: "Noch einmal nachsehen",
  offline: "Docket hat nicht geantwortet. Bitte prüfen Sie Ihre Verbindung.",
  local: "Auf diesem Rechner bleiben Nachrichten hier.",
  read: "Code lesen",
  notRead: "Hier ist noch kein Code angekommen.",
};

export default words;
