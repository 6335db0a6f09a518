import type { BuyerWords } from "../en/buyer";

const words: BuyerWords = {
  theme: "Hell oder dunkel",
  language: "Sprache",
  myOrders: "Meine Bestellungen",
  again: "Noch einmal bestellen",
  tryAgain: "Noch einmal versuchen",
  byItself: (clock) => `Von selbst in ${clock}.`,
  request: "Anfrage",
  offline: "Keine Verbindung",
  stale: "Keine Verbindung. Was Sie sehen, kann sich inzwischen geändert haben.",
  offlineHint: "Docket hat nicht geantwortet. Bitte prüfen Sie Ihre Verbindung.",
  failed: "Das hat nicht geklappt",
  method: { pickup: "Abholung", delivery: "Lieferung", shipping: "Versand" },
  free: "kostenlos",
  subtotal: "Artikel",
  total: "Gesamtbetrag",
  voucher: (code) => `Gutschein ${code}`,
  packaging: "Verpackung",
  tax: "Steuer",
  items: (n) => (n === 1 ? "1 Artikel" : `${n} Artikel`),
  with: (extras) => `mit ${extras}`,
  range: (text) => text.replace(/\s*[–-]\s*/, " bis "),
  held: (time) => `reserviert bis ${time} Uhr`,
};

export default words;
