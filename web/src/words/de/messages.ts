import type { MessagesWords } from "../en/messages";

const words: MessagesWords = {
  title: "Ihre Nachrichten",
  lead: "Wählen Sie, welche Nachrichten Sie bekommen, und wie. Codes zum Anmelden oder Bestätigen kommen immer.",
  save: "Nachrichten speichern",
  missing: "Bitte ausfüllen.",
  channel: { sms: "SMS", email: "E-Mail", push: "Push" },
  reach: {
    title: "So erreichen wir Sie",
    yes: {
      sms: "An Ihre bestätigte Telefonnummer",
      email: "An Ihre bestätigte E-Mail-Adresse",
      push: "An die Browser, in denen Sie es erlaubt haben",
    },
    no: {
      sms: "Keine bestätigte Telefonnummer",
      email: "Keine bestätigte E-Mail-Adresse",
      push: "In keinem Browser erlaubt",
    },
  },
  sections: { work: "Ihre Arbeit", orders: "Ihre eigenen Bestellungen" },
  groups: {
    order_received: { name: "Bestellung eingegangen", text: "Der Anbieter hat Ihre Bestellung." },
    order_accepted: { name: "Bestellung angenommen", text: "Der Anbieter hat Ihre Bestellung angenommen." },
    order_ready: { name: "Fertig", text: "Ihre Bestellung ist fertig." },
    order_on_the_way: { name: "Unterwegs", text: "Ihre Bestellung ist auf dem Weg zu Ihnen." },
    order_done: { name: "Abgeschlossen", text: "Ihre Bestellung wurde geliefert oder abgeholt." },
    order_stopped: { name: "Storniert oder abgelehnt", text: "Ihre Bestellung kommt nicht." },
    order_changed: {
      name: "Bestellung geändert",
      text: "Ihre Bestellung oder die zugesagte Zeit hat sich geändert.",
    },
    payment: { name: "Zahlung eingegangen", text: "Ihre Zahlung ist angekommen." },
    refund: { name: "Erstattung", text: "Sie bekommen Geld zurück." },
    problem_with_money: {
      name: "Problem mit der Zahlung",
      text: "Eine Zahlung oder Erstattung hat nicht geklappt.",
    },
    new_order: { name: "Neue Bestellung", text: "Jemand hat bestellt." },
    order_cancelled: { name: "Bestellung storniert", text: "Eine Bestellung wurde storniert." },
    accept_late: {
      name: "Bestellung nicht angenommen",
      text: "Eine neue Bestellung wartet zu lange darauf, angenommen zu werden.",
    },
    target_missed: { name: "Bestellung verspätet", text: "Eine Bestellung dauert länger als vorgesehen." },
    stock_low: { name: "Bestand niedrig", text: "Von einem Produkt ist wenig übrig." },
    money_problem: {
      name: "Problem mit der Zahlung",
      text: "Um eine Zahlung oder Erstattung muss sich jemand kümmern.",
    },
    batch: { name: "Tour", text: "Sie haben eine neue Tour, oder Ihre Tour hat sich geändert." },
  },
  usual: "Standard",
  toUsual: "Standard verwenden",
  toUsualOf: (group) => `Standard verwenden: ${group}`,
  nothing: "Keine Nachrichten",
  when: "Sprache und Ruhezeit",
  language: "Sprache der Nachrichten",
  languageHint: "Sonst kommen Nachrichten zu einer Bestellung in der Sprache, in der bestellt wurde.",
  asOrders: "Wie meine Bestellungen",
  quiet: "Ruhezeit",
  quietText: "Nachrichten werden zurückgehalten und nach der Ruhezeit gesendet.",
  from: "Von",
  to: "Bis",
  nextDay: "Am nächsten Tag.",
  timezone: "Zeitzone",
  ofSeller: "Die Zeitzone des Anbieters",
  ofDevice: (zone) => `${zone} (dieses Gerät)`,
  always: "„Fertig“ und „Unterwegs“ kommen immer sofort.",
};

export default words;
