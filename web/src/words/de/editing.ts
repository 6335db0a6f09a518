import type { EditingWords } from "../en/editing";

const words: EditingWords = {
  keepMine: "Meine Eingabe behalten",
  discard: "Änderungen verwerfen",
  unsaved: "Noch nicht gespeichert.",
  leave: {
    title: "Verlassen, ohne zu speichern?",
    go: "Verlassen, Änderungen verwerfen",
    stay: "Hier bleiben",
  },
  address: {
    line1: "Straße und Hausnummer",
    line2: "Wohnung, Etage, Firma (optional)",
    locality: "Ortsteil",
    city: "Ort",
    state: "Bundesland oder Region",
    postalCode: "Postleitzahl",
    country: "Land",
    choose: "Land wählen",
  },
  weekdays: {
    monday: "Montag",
    tuesday: "Dienstag",
    wednesday: "Mittwoch",
    thursday: "Donnerstag",
    friday: "Freitag",
    saturday: "Samstag",
    sunday: "Sonntag",
  },
};

export default words;
