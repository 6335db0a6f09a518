import type { DriveWords } from "../en/drive";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const orders = (count: number) => many(count, "Bestellung", "Bestellungen");
const steps = (count: number) => many(count, "Schritt", "Schritte");

const words: DriveWords = {
  title: (seller) => `Fahren · ${seller}`,
  today: "Touren von heute",
  toBatches: "Touren von heute",
  batch: "Tour",
  batchName: (number) => `Tour ${number}`,
  callSeller: (seller) => `${seller} anrufen`,
  failed: "Ihre Touren konnten nicht geladen werden",
  nothing: "Noch keine Tour für Sie",
  nothingHint: "Eine Tour erscheint hier, sobald sie Ihnen zugewiesen ist.",
  look: "Noch einmal nachsehen",
  stops: (count) => many(count, "Halt", "Halte"),
  left: (left, count) => `noch ${left} von ${count} ${count === 1 ? "Halt" : "Halten"}`,
  state: { toPickUp: "Abzuholen", onTour: "Unterwegs" },
  completed: "Heute abgeschlossen",
  gone: "Diese Tour gehört Ihnen nicht mehr",
  goneHint: "Sie wurde jemand anderem zugewiesen oder storniert.",
  account: (name) => `${name}, Ihr Konto`,
  you: "Angemeldet als",
  role: "Fahrer",
  language: "Sprache",
  messages: "Ihre Nachrichten",
  theme: "Hell oder dunkel",
  signOut: "Abmelden",
  signOutFailed: "Sie sind noch angemeldet: Der Server hat nicht geantwortet. Versuchen Sie es noch einmal.",
  ask: {
    title: "Abmelden und Schritte verlieren?",
    text: (count) =>
      `${steps(count)} ${count === 1 ? "ist" : "sind"} noch nicht gesendet. Wenn Sie sich abmelden, erfährt niemand davon.`,
    do: "Abmelden und verlieren",
    stay: "Angemeldet bleiben",
  },
  signal: {
    since: (time) => `Kein Netz seit ${time}.`,
    none: "Alles ist gesendet. Sie können weiterfahren.",
    waits: (count) =>
      count === 1
        ? "1 Schritt wartet auf Netz und wird automatisch gesendet."
        : `${count} Schritte warten auf Netz und werden automatisch gesendet.`,
    sending: (count) => `${steps(count)} ${count === 1 ? "wird" : "werden"} gesendet…`,
    signedOut: "Ihre Sitzung ist zu Ende.",
    signedOutHint: (count) =>
      count === 0
        ? "Melden Sie sich wieder an, um weiterzufahren."
        : `Melden Sie sich wieder an, damit ${steps(count)} gesendet ${count === 1 ? "wird" : "werden"}.`,
    signIn: "Anmelden",
  },
  pickUp: {
    do: (count) => `Gedrückt halten: ${orders(count)} abholen`,
    again: (count) => `Noch einmal drücken: ${orders(count)} abholen`,
    notReady: (count) =>
      count === 1 ? "1 Bestellung ist noch nicht fertig." : `${count} Bestellungen sind noch nicht fertig.`,
    ready: "fertig",
    working: "in Zubereitung",
    part: (count) => `Gedrückt halten: Rest hierlassen, ${count} abholen`,
    partAgain: (count) => `Noch einmal drücken: Rest hierlassen, ${count} abholen`,
    all: "Alles ist fertig.",
    none: "Noch ist nichts fertig.",
  },
  rail: "Halte",
  railStop: (place, number) => `Halt ${place}, ${number}`,
  railState: {
    done: "geliefert",
    over: "wird nicht mehr geliefert",
    kept: "geliefert, noch nicht gesendet",
    refused: "vom Server abgelehnt",
    problem: "mit einem Problem",
    todo: "offen",
  },
  by: (time, minutes) => `bis ${time}, noch ${minutes} min`,
  late: (time, minutes) => `bis ${time}, ${minutes} min zu spät`,
  noAddress: "Keine Adresse mehr",
  map: "Karte",
  mapIn: "Karte im Browser öffnen",
  call: (name) => `${name} anrufen`,
  collect: "Kassieren",
  bag: (count, number) => `${count} Artikel in Tüte ${number}.`,
  line: (quantity, name) => `${quantity} ${name}`,
  noDetails: "Artikel und Betrag sind noch nicht auf diesem Gerät.",
  afterwards: "Danach",
  thenBy: (time) => `, bis ${time}`,
  delivered: (amount) =>
    amount === null ? "Gedrückt halten: geliefert" : `Gedrückt halten: geliefert, ${amount} kassiert`,
  deliveredAgain: (amount) =>
    amount === null ? "Noch einmal drücken: geliefert" : `Noch einmal drücken: geliefert, ${amount} kassiert`,
  collected: (amount) => `${amount} bar kassiert`,
  tapAgain: "Drücken Sie zur Bestätigung noch einmal.",
  isDelivered: "Geliefert.",
  deliveredKept: "Geliefert. Das wartet auf Netz.",
  isOver: "Diese Bestellung wird nicht mehr geliefert.",
  nextStop: "Nächster Halt",
  problem: "Problem…",
  problemTitle: (number) => `Problem mit ${number}`,
  problemKind: "Was ist los?",
  kinds: {
    nobody_there: "Niemand da",
    refused: "Annahme verweigert",
    wrong_address: "Falsche Adresse",
    other: "Etwas anderes",
  },
  notes: "Anmerkung",
  notesHint: "Was die Disposition wissen sollte.",
  notesNeeded: "Schreiben Sie, was los ist.",
  kindNeeded: "Wählen Sie, was los ist.",
  tell: "Melden",
  cancel: "Abbrechen",
  reported: (kind, time) => `Um ${time} gemeldet: ${kind}.`,
  reportedHint: "Die Disposition entscheidet. Sie können die Bestellung noch liefern.",
  refused: {
    delivered: "„Geliefert“ wurde nicht angenommen.",
    problem: "Das Problem wurde nicht angenommen.",
    pickup: "Die Abholung wurde nicht angenommen.",
    sequence: "Die neue Reihenfolge wurde nicht angenommen.",
    complete: "Die Tour konnte nicht abgeschlossen werden.",
    says: (sentence) => `Der Server meldet: „${sentence}“`,
    hint: "Senden Sie es noch einmal, oder verwerfen Sie es: Dann gilt, was der Server sagt. Rufen Sie im Zweifel an.",
    orders: (numbers) => `Bestellungen: ${numbers}.`,
    again: "Noch einmal senden",
    change: "Ändern…",
    discard: "Verwerfen",
  },
  list: "Alle Halte",
  listTitle: "Alle Halte",
  backToStop: "Zurück zum Halt",
  up: (number) => `${number} einen Platz nach oben`,
  down: (number) => `${number} einen Platz nach unten`,
  moved: (number, place) => `${number} ist Halt ${place}.`,
  end: {
    title: "Alle Halte sind erledigt",
    text: (count) => `${orders(count)} geliefert. Schließen Sie die Tour ab, damit die Disposition es weiß.`,
    do: "Gedrückt halten: Tour abschließen",
    again: "Noch einmal drücken: Tour abschließen",
    title2: "Die Tour ist abgeschlossen",
    kept: "Das wartet auf Netz und wird automatisch gesendet.",
    sent: "Die Disposition weiß Bescheid.",
    others: "Touren von heute",
    left: (count) =>
      count === 1
        ? "1 Halt hat ein Problem. Die Disposition entscheidet, oder Sie liefern doch noch."
        : `${count} Halte haben ein Problem. Die Disposition entscheidet, oder Sie liefern doch noch.`,
  },
};

export default words;
