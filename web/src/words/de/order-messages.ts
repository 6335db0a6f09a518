import type { OrderMessagesWords } from "../en/order-messages";

const words: OrderMessagesWords = {
  none: "Zu dieser Bestellung gibt es noch keine Nachrichten.",
  unread: "Die Nachrichten konnten nicht geladen werden.",
  failedCount: (count) =>
    count === 1 ? "1 Nachricht hat niemanden erreicht." : `${count} Nachrichten haben niemanden erreicht.`,
  to: { buyer: "Kunde", seller: "Mitarbeiter", driver: "Fahrer", admin: "Administrator", system: "System" },
  other: "Eine Nachricht",
  heldUntil: (time) => `Zurückgehalten bis ${time}`,
  state: {
    sending: "Wird gesendet",
    held: "Zurückgehalten",
    sent: "Gesendet",
    not_sent: "Nicht gesendet",
    superseded: "Durch eine neuere ersetzt",
    bounced: "Nicht zugestellt",
    complained: "Als Spam gemeldet",
  },
};

export default words;
