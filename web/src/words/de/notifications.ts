import type { NotificationWords } from "../en/notifications";

const words: NotificationWords = {
  kind: {
    new_order: "Neue Bestellung",
    order_cancelled: "Bestellung storniert",
    accept_late: "Niemand hat diese Bestellung angenommen",
    target_missed: "Bestellung ist verspätet",
    stock_low: "Bestand ist niedrig",
    refund_failed: "Eine Erstattung ist fehlgeschlagen",
    payment_failed: "Eine Zahlung konnte nicht eingezogen werden",
    payment_expiring: "Eine reservierte Zahlung verfällt binnen eines Tages",
    dispute_opened: "Eine Zahlung wird angefochten",
    batch_assigned: "Tour auszuliefern",
    batch_cancelled: "Tour abgesagt",
  },
  left: (product, count) => `${product} · noch ${count}`,
  batch: (number, orders) => `${number} · ${orders === 1 ? "1 Bestellung" : `${orders} Bestellungen`}`,
  isNew: "neu",
  empty: "Noch keine Mitteilungen",
  emptyHint:
    "Neue Bestellungen, Stornierungen, Verspätungen und niedrige Bestände erscheinen hier und bleiben 30 Tage.",
  emptyHintOfDriver: "Neue und abgesagte Touren erscheinen hier und bleiben 30 Tage.",
  failed: "Die Mitteilungen konnten nicht geladen werden.",
  older: "Ältere zeigen",
  olderFailed: "Ältere konnten nicht geladen werden. Erneut versuchen",
  close: "Schließen",
};

export default words;
