import type { ProductsCsvWords } from "../en/products-csv";

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("de")} ${count === 1 ? one : more}`;
const rows = (count: number) => many(count, "Zeile", "Zeilen");
const products = (count: number) => many(count, "Produkt", "Produkte");

const words: ProductsCsvWords = {
  title: "Import und Export",
  products: "Produkte",
  export: {
    title: "Export",
    text: "Alle Produkte in einer Datei, auch die nicht angebotenen. Wird die Datei wieder importiert, ändert sich nichts.",
    format: "Format",
    commas: "Kommas, 13.50",
    semicolons: "Semikolons, 13,50",
    button: "Alle Produkte exportieren",
    progress: (count) => `Bisher ${products(count)} …`,
    stop: "Anhalten",
    done: (count) => `${products(count)} exportiert.`,
    failed: "Der Export ist fehlgeschlagen.",
    again: "Erneut versuchen",
    file: "produkte",
  },
  choose: {
    title: "Datei importieren",
    text: "Docket vergleicht die Datei mit Ihren Produkten und zeigt jede Änderung, bevor etwas gespeichert wird.",
    button: "CSV-Datei auswählen",
    mended: "Korrigierte Datei auswählen",
    other: "Andere Datei auswählen",
    drop: "oder hier ablegen",
    limits: (most) => `CSV in UTF-8, mit Kommas oder Semikolons, bis zu ${most} Zeilen und 2 MB.`,
    oneFile: "Legen Sie nur eine Datei ab.",
    example: "Beispiel herunterladen",
    exampleFile: "produkte-beispiel",
    examples: [
      {
        name: "Ingwertee",
        description: "Frischer Ingwer, Zitrone und Honig",
        category: "Getränke",
        extra: "Hafermilch",
      },
      { name: "Linsensuppe", description: "Mit Brot", category: "Hauptgerichte", extra: "Mehr Brot" },
    ],
  },
  reading: (name) => `${name} und Ihre Produkte werden gelesen …`,
  readSoFar: (count) => `Bisher ${products(count)} gelesen.`,
  refused: {
    title: (name) => `${name} kann nicht importiert werden`,
    tooLarge: "Die Datei ist größer als 2 MB. Teilen Sie sie auf mehrere Dateien auf.",
    workbook:
      "Das ist eine Arbeitsmappe. Wählen Sie in der Tabellenkalkulation „Speichern unter“ und dann „CSV UTF-8“.",
    notUtf8:
      "Die Datei ist nicht in UTF-8. Wählen Sie in der Tabellenkalkulation „Speichern unter“ und dann „CSV UTF-8“.",
    notText: "Das ist keine Textdatei. Wählen Sie eine CSV-Datei aus, wie sie der Export erzeugt.",
    empty: "Die Datei ist leer. Das Beispiel zeigt, was sie enthalten kann.",
    noSeparator:
      "Die erste Zeile enthält weder Kommas noch Semikolons. Sie muss die Namen der Spalten enthalten, durch eines davon getrennt.",
    tooManyRows: "Die Datei hat mehr als 5.000 Zeilen. Teilen Sie sie auf mehrere Dateien auf.",
    products:
      "Ihre Produkte konnten nicht gelesen werden, darum ließ sich die Datei nicht vergleichen. Nichts wurde gespeichert.",
    again: "Erneut versuchen",
  },
  plan: {
    summary: (count, separator) =>
      `${rows(count)}, ${separator === ";" ? "mit Semikolons und Dezimalkomma" : "mit Kommas und Dezimalpunkt"}`,
    counts: { fresh: "Neu", changed: "Geändert", same: "Unverändert", faults: "Fehler" },
    nothing: (count) =>
      `Nichts zu ändern. ${count === 1 ? "Das Produkt ist" : `Alle ${products(count)} sind`} schon so, wie die Datei es sagt.`,
    noRows: "Die Datei hat unter den Namen der Spalten keine Zeilen. Nichts zu ändern.",
    faults: (count) =>
      `${count.toLocaleString("de")} Fehler. Noch kann nichts importiert werden: Korrigieren Sie die Datei, speichern Sie sie und wählen Sie sie erneut aus.`,
    mended: (count) => `${count.toLocaleString("de")} Fehler behoben`,
    go: (fresh, changed) =>
      [
        fresh > 0 && `${fresh.toLocaleString("de")} hinzufügen`,
        changed > 0 && `${changed.toLocaleString("de")} ändern`,
      ]
        .filter(Boolean)
        .join(", "),
    cancel: "Abbrechen",
    note: "Produkte, die nicht in der Datei stehen, bleiben, wie sie sind.",
    changedTitle: "Geänderte Produkte",
    freshTitle: "Neue Produkte",
    faultsTitle: "Fehler",
    line: "Zeile",
    lineAndRow: (line, row) => (line === row ? `${line}` : `${line} (Tabelle: ${row})`),
    column: "Spalte",
    wholeRow: "ganze Zeile",
    found: "In der Datei",
    wrong: "Was zu tun ist",
    product: "Produkt",
    was: "Jetzt",
    will: "Nach dem Import",
    more: (count) => `${count} weitere anzeigen`,
    of: (shown, all) => `${shown.toLocaleString("de")} von ${all.toLocaleString("de")}`,
    nothingThere: "leer",
    yes: "ja",
    no: "nein",
  },
  wrong: {
    unclosed: 'Eine Zelle beginnt mit " und endet nicht. Ergänzen Sie das fehlende Anführungszeichen.',
    afterQuote:
      'Nach dem Anführungszeichen am Ende einer Zelle steht noch Text. Schreiben Sie Anführungszeichen in einer Zelle doppelt: "".',
    cellCount: (found, wanted) =>
      `Diese Zeile hat ${many(found, "Zelle", "Zellen")}, die erste Zeile ${wanted}. Setzen Sie Zellen, die das Trennzeichen enthalten, in Anführungszeichen, oder ergänzen Sie, was fehlt.`,
    unknownColumn: (like) =>
      like === null
        ? "Diese Spalte gibt es nicht. Entfernen Sie sie; die Spalten sind unten aufgeführt."
        : `Diese Spalte gibt es nicht. Meinen Sie ${like}? Benennen Sie sie um oder entfernen Sie sie.`,
    columnTwice: "Diese Spalte ist doppelt vorhanden. Entfernen Sie eine davon.",
    noKeyColumn: "Die erste Zeile nennt weder id noch name. Ergänzen Sie eine dieser Spalten.",
    noKey: "Die Zeile hat weder id noch name. Füllen Sie eines davon aus, oder entfernen Sie die Zeile.",
    badId:
      "Eine id hat bis zu 64 Buchstaben, Ziffern, - und _. Lassen Sie die Zelle für ein neues Produkt leer.",
    unknownId:
      "Keines Ihrer Produkte hat diese id. Korrigieren Sie sie, oder lassen Sie die Zelle für ein neues Produkt leer.",
    otherSeller:
      "Diese id gehört zu einem anderen Verkäufer. Lassen Sie die Zelle leer, um ein eigenes Produkt hinzuzufügen.",
    ambiguous: (count) => `${count} Ihrer Produkte heißen so. Geben Sie mit der id an, welches gemeint ist.`,
    duplicate: (line) => `In Zeile ${line} geht es um dasselbe Produkt. Behalten Sie eine der beiden.`,
    missing: "Ein neues Produkt braucht diese Angabe. Füllen Sie die Zelle aus.",
    control:
      "Der Text enthält einen Zeilenumbruch oder ein verstecktes Zeichen, das hier nicht erlaubt ist. Geben Sie ihn neu ein.",
    invisible: "Von diesem Text ist nichts zu sehen. Schreiben Sie etwas Lesbares.",
    tooLong: (most, found) =>
      `Höchstens ${most.toLocaleString("de")} Zeichen; hier sind es ${found.toLocaleString("de")}. Kürzen Sie den Text.`,
    negative: "Negative Zahlen sind hier nicht erlaubt. Schreiben Sie 0 oder mehr.",
    notWhole: "Schreiben Sie eine ganze Zahl ohne Nachkommastellen.",
    notANumber: "Schreiben Sie eine ganze Zahl in Ziffern, zum Beispiel 12.",
    notYesNo: "Schreiben Sie yes oder no (ja oder nein).",
    tooLarge: (most) => `Die Zahl ist zu groß. Schreiben Sie höchstens ${most}.`,
    notAnAmount: (example) => `Das ist kein Betrag. Schreiben Sie ihn wie ${example}.`,
    decimals: (digits, currency) =>
      digits === 0
        ? `${currency} hat keine Nachkommastellen. Schreiben Sie eine ganze Zahl.`
        : `${currency} hat ${digits} Nachkommastellen. Schreiben Sie nicht mehr.`,
    currency: (wanted) => `Ihre Preise sind in ${wanted}. Ändern Sie Preise und Währung auf ${wanted}.`,
    extraForm: (example) => `Schreiben Sie jedes Extra wie ${example}, mit einem Semikolon zwischen zweien.`,
    extraTwice: (id) =>
      `Zwei Extras haben die id ${id}. Entfernen Sie eines, oder schreiben Sie eine andere id in Klammern.`,
    tooManyExtras: (most, found) => `Höchstens ${most} Extras; hier sind es ${found}. Entfernen Sie einige.`,
    stockTaken: (least) =>
      `Bestellungen haben seit dem Schreiben dieser Datei ${least} entnommen. Schreiben Sie ${least} oder mehr, oder leeren Sie die Zelle „taken“, um festzulegen, was jetzt bestellt werden kann.`,
  },
  columns: {
    title: "Die Spalten der Datei",
    rules: [
      "Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge. Unbekannte Spalten werden abgelehnt; eine Spalte, die fehlt, ändert nichts.",
      "Zeilen werden über die id zugeordnet, sonst über den genauen Namen. Produkte, die nicht in der Datei stehen, bleiben, wie sie sind.",
      "Eine leere Zelle entfernt Beschreibung, Kategorie, Mindestbestand oder alle Extras. Jede andere leere Zelle lässt, was da ist.",
      "Bilder und Zeiten ohne Verkauf stehen nicht in der Datei.",
    ],
    column: "Spalte",
    holds: "Inhalt",
    example: "Beispiel",
    id: "Die id des Produkts. Lassen Sie sie für ein neues Produkt leer.",
    name: "Bis zu 100 Zeichen. Für ein neues Produkt nötig.",
    description: "Was Käufer lesen, bis zu 1.000 Zeichen.",
    category: "Die Überschrift im Shop, bis zu 100 Zeichen.",
    position: "Reihenfolge im Shop: kleinere Zahlen zuerst.",
    price: (digits) =>
      digits === 0
        ? "Für ein neues Produkt nötig. Ohne Nachkommastellen."
        : `Für ein neues Produkt nötig. Bis zu ${digits} Nachkommastellen; bei Semikolons zwischen den Zellen mit Dezimalkomma.`,
    currency: (currency) => `Immer ${currency}; die Spalte kann fehlen.`,
    stock: "Wie viele bestellt werden können. Für ein neues Produkt nötig.",
    taken:
      "Wie viele Bestellungen beim Schreiben der Datei entnommen hatten. Lassen Sie die Zahl stehen, damit Bestellungen seither mitgezählt werden. Ohne sie ist stock, was jetzt bestellt werden kann.",
    low_stock_at: "Sie werden benachrichtigt, wenn der Bestand auf diese Zahl fällt.",
    main_course: "yes oder no: ob es ein Hauptgericht ist.",
    active: "yes oder no: ob der Shop es zeigt.",
    extras:
      "Name=Preis, mit Semikolons dazwischen. In eckigen Klammern kann eine id folgen. Vor \\ ; = [ ] in einem Namen steht ein Backslash.",
    exampleText: {
      description: "Frischer Ingwer und Zitrone",
      category: "Getränke",
      name: "Ingwertee",
      extra: "Hafermilch",
    },
    quote:
      "Vor einem Text, den eine Tabellenkalkulation berechnen würde, weil er mit = + - oder @ beginnt, steht in der Datei ein Apostroph. Der Import entfernt ihn wieder.",
  },
  writing: {
    title: "Import läuft",
    progress: (done, total) => `${done.toLocaleString("de")} von ${rows(total)} erledigt`,
    failed: (count) => `${count} fehlgeschlagen`,
    waits: (seconds) => `Der Server ist noch nicht so weit. Weiter in ${seconds} s.`,
    stop: "Anhalten",
    stopping: "Wird nach den laufenden Anfragen angehalten …",
    leave: {
      title: "Der Import läuft noch",
      text: "Wenn Sie diese Seite verlassen, endet der Import nach den laufenden Anfragen. Was erledigt ist, bleibt erledigt.",
      stay: "Hier bleiben",
      go: "Anhalten und verlassen",
    },
  },
  done: {
    title: "Import abgeschlossen",
    stopped: "Import angehalten",
    added: (count) => `${products(count)} hinzugefügt`,
    changed: (count) => `${products(count)} geändert`,
    already: (count) => `${products(count)} schon bei einem früheren Versuch hinzugefügt`,
    failed: (count) => `${rows(count)} fehlgeschlagen`,
    untried: (count) => `${rows(count)} nicht gespeichert`,
    outcome: "Ergebnis",
    saved: (count) => `${rows(count)} gespeichert`,
    each: {
      added: "Hinzugefügt",
      changed: "Geändert",
      already: "Schon bei einem früheren Versuch hinzugefügt",
      failed: "Fehlgeschlagen",
      untried: "Nicht gespeichert, weil der Import vorher endete",
    },
    theirs: "Jemand anderes hat dieses Produkt inzwischen geändert.",
    offline: "Der Server hat nicht geantwortet.",
    again: (count) => `${rows(count)} erneut prüfen …`,
    againHint:
      "Die Datei wird mit Ihren Produkten verglichen, wie sie jetzt sind. Was schon gespeichert ist, wird nicht noch einmal gespeichert.",
    toProducts: "Produkte anzeigen",
  },
};

export default words;
