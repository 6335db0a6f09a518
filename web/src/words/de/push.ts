import type { PushWords } from "../en/push";

const words: PushWords = {
  browser: "Dieser Browser",
  turnOn: "Einschalten",
  turnOff: "Ausschalten",
  again: "Noch einmal versuchen",
  looking: "Wird nachgesehen …",
  state: {
    on: "Push-Nachrichten erreichen diesen Browser, auch wenn Docket geschlossen ist.",
    off: "Push-Nachrichten erreichen diesen Browser nicht.",
    blocked:
      "In den Einstellungen dieses Browsers gesperrt. Erlauben Sie dort Mitteilungen für diese Website.",
    unsupported: "Dieser Browser kann keine Push-Nachrichten empfangen.",
    homeScreen:
      "Auf iPhone und iPad: Legen Sie Docket zuerst auf den Home-Bildschirm („Teilen“, dann „Zum Home-Bildschirm“) und öffnen Sie es von dort.",
  },
  silent: "Docket hat nicht geantwortet.",
  serviceFailed:
    "Der Push-Dienst dieses Browsers hat nicht geantwortet. Versuchen Sie es später noch einmal.",
  offer: "Hier Bescheid sagen, wenn sich etwas ändert",
  noOffer: "Nicht mehr anbieten",
  offered: "Wir sagen Ihnen hier Bescheid, wenn sich etwas ändert.",
  choose: "Nachrichten wählen",
};

export default words;
