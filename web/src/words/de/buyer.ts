import type { BuyerWords } from "../en/buyer";

const words: BuyerWords = {
  theme: "Zwischen hell und dunkel wechseln",
  language: "Sprache",
  myOrders: "Meine Bestellungen",
  tryAgain: "Noch einmal versuchen",
  byItself: (clock) => `Von selbst in ${clock}.`,
  request: "Anfrage",
  offline: "Keine Verbindung",
  offlineHint: "Docket hat nicht geantwortet. Bitte prüfen Sie Ihre Verbindung.",
  failed: "Das hat nicht geklappt",
  total: "Gesamtbetrag",
  voucher: (code) => `Gutschein ${code}`,
  delivery: "Lieferung",
  packaging: "Verpackung",
  tax: "Umsatzsteuer",
  items: (n) => (n === 1 ? "1 Artikel" : `${n} Artikel`),
  with: (extras) => `mit ${extras}`,
  range: (text) => text.replace(/\s*[–-]\s*/, " bis "),
  held: (time) => `reserviert bis ${time} Uhr`,
};

export default words;
