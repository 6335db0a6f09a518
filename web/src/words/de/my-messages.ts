import type { MyMessagesWords } from "../en/my-messages";
import buyer from "./buyer";

const words: MyMessagesWords = {
  ...buyer,
  title: "Nachrichten",
  skip: "Zu Ihren Nachrichten springen",
  of: "Für",
  signOut: "Abmelden",
  signInHint: "Um zu zeigen, was Sie gewählt haben, brauchen wir die Telefonnummer, mit der Sie bestellen.",
  loading: "Ihre Auswahl wird gesucht",
  saved: "Gespeichert.",
  unsaved: "Noch nicht gespeichert.",
  kept: "Ihre Auswahl ist noch da. Melden Sie sich wieder an, um sie zu speichern.",
  discard: "Änderungen verwerfen",
  theirs:
    "Das wurde in einem anderen Tab oder auf einem anderen Gerät geändert. Von Ihnen wurde nichts gespeichert.",
  readAgain: "Zeigen, was jetzt gilt",
  keepMine: "Meine Auswahl behalten",
  wait: (seconds) => (seconds === 1 ? "Noch einmal in 1 Sekunde." : `Noch einmal in ${seconds} Sekunden.`),
};

export default words;
