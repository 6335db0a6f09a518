const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
const rows = (count: number) => many(count, "row", "rows");
const products = (count: number) => many(count, "product", "products");

const words = {
  title: "Import and export",
  products: "Products",
  export: {
    title: "Export",
    text: "All products in one file, inactive ones included. Importing the file again changes nothing.",
    format: "Format",
    commas: "Commas, 13.50",
    semicolons: "Semicolons, 13,50",
    button: "Export all products",
    progress: (count: number) => `${products(count)} so far…`,
    stop: "Stop",
    done: (count: number) => `${products(count)} exported.`,
    failed: "The export failed.",
    again: "Try again",
    file: "products",
  },
  choose: {
    title: "Import a file",
    text: "Docket compares the file with your products and shows every change before anything is saved.",
    button: "Choose a CSV file",
    mended: "Choose the corrected file",
    other: "Choose another file",
    drop: "or drop it here",
    limits: (most: string) => `CSV in UTF-8, with commas or semicolons, up to ${most} rows and 2 MB.`,
    oneFile: "Drop one file at a time.",
    example: "Download an example",
    exampleFile: "products-example",
    examples: [
      {
        name: "Ginger tea",
        description: "Fresh ginger, lemon and honey",
        category: "Drinks",
        extra: "Oat milk",
      },
      { name: "Lentil soup", description: "With bread", category: "Mains", extra: "More bread" },
    ],
  },
  reading: (name: string) => `Reading ${name} and your products…`,
  readSoFar: (count: number) => `${products(count)} read so far.`,
  refused: {
    title: (name: string) => `${name} cannot be imported`,
    tooLarge: "The file is larger than 2 MB. Split it into several files.",
    workbook: "This is a spreadsheet workbook. In your spreadsheet, choose “Save as” and then “CSV UTF-8”.",
    notUtf8: "The file is not in UTF-8. In your spreadsheet, choose “Save as” and then “CSV UTF-8”.",
    notText: "This is not a text file. Choose a CSV file, such as the one that the export makes.",
    empty: "The file is empty. Download the example to see what it may hold.",
    noSeparator:
      "The first line has no commas and no semicolons. It must hold the names of the columns, with one of them in between.",
    tooManyRows: "The file has more than 5,000 rows. Split it into several files.",
    products: "Your products could not be read, so the file could not be compared. Nothing was saved.",
    again: "Try again",
  },
  plan: {
    summary: (count: number, separator: string) =>
      `${rows(count)}, ${separator === ";" ? "with semicolons and decimal commas" : "with commas and decimal points"}`,
    counts: { fresh: "New", changed: "Changed", same: "Unchanged", faults: "Errors" },
    nothing: (count: number) =>
      `Nothing to change. ${count === 1 ? "The product is" : `All ${products(count)} are`} already as the file says.`,
    noRows: "The file has no rows below the names of the columns. Nothing to change.",
    faults: (count: number) =>
      `${many(count, "error", "errors")}. Nothing can be imported yet: correct the file, save it, and choose it again.`,
    mended: (count: number) => `${many(count, "error is", "errors are")} corrected`,
    go: (fresh: number, changed: number) =>
      [
        fresh > 0 && `add ${fresh.toLocaleString("en")}`,
        changed > 0 && `change ${changed.toLocaleString("en")}`,
      ]
        .filter(Boolean)
        .join(", ")
        .replace(/^./, (first) => first.toUpperCase()),
    cancel: "Cancel",
    note: "Products that are not in the file stay as they are.",
    changedTitle: "Changed products",
    freshTitle: "New products",
    faultsTitle: "Errors",
    line: "Line",
    lineAndRow: (line: number, row: number) => (line === row ? `${line}` : `${line} (row ${row})`),
    column: "Column",
    wholeRow: "whole line",
    found: "In the file",
    wrong: "What to do",
    product: "Product",
    was: "Now",
    will: "After the import",
    more: (count: number) => `Show ${count} more`,
    of: (shown: number, all: number) => `${shown.toLocaleString("en")} of ${all.toLocaleString("en")}`,
    nothingThere: "none",
    yes: "yes",
    no: "no",
  },
  wrong: {
    unclosed: 'A cell begins with " and does not end. Add the missing quote.',
    afterQuote: 'There is text after the quote that ends a cell. Write quotes within a cell twice: "".',
    cellCount: (found: number, wanted: number) =>
      `This line has ${many(found, "cell", "cells")} and the first line ${wanted}. Put quotes around cells with the separator in them, or add what is missing.`,
    unknownColumn: (like: string | null) =>
      like === null
        ? "There is no such column. Remove it; the columns are listed below."
        : `There is no such column. Did you mean ${like}? Rename or remove it.`,
    columnTwice: "This column is there twice. Remove one of them.",
    noKeyColumn: "The first line names neither id nor name. Add one of these columns.",
    noKey: "The row has neither an id nor a name. Fill in one of them, or remove the row.",
    badId: "An id has up to 64 letters, digits, - and _. For a new product, leave the cell empty.",
    unknownId: "None of your products has this id. Correct it, or leave the cell empty to add a new product.",
    otherSeller: "This id belongs to another seller. Leave the cell empty to add a product of your own.",
    ambiguous: (count: number) => `${count} of your products have this name. Say which one by its id.`,
    duplicate: (line: number) => `Line ${line} is about the same product. Keep one of the two.`,
    missing: "A new product needs this. Fill it in.",
    control: "The text has a line break or a hidden character that is not allowed here. Type it again.",
    invisible: "Nothing of this text can be seen. Write something that can be read.",
    tooLong: (most: number, found: number) =>
      `At most ${many(most, "character", "characters")}; these are ${found.toLocaleString("en")}. Shorten the text.`,
    negative: "A negative number is not allowed here. Write 0 or more.",
    notWhole: "Write a whole number, without decimals.",
    notANumber: "Write a whole number in digits, such as 12.",
    notYesNo: "Write yes or no.",
    tooLarge: (most: string) => `The number is too large. Write at most ${most}.`,
    notAnAmount: (example: string) => `This is no amount. Write it as ${example}.`,
    decimals: (digits: number, currency: string) =>
      digits === 0
        ? `${currency} has no decimals. Write a whole number.`
        : `${currency} has ${digits} decimals. Write no more than that.`,
    currency: (wanted: string) =>
      `Your prices are in ${wanted}. Change the prices and the currency to ${wanted}.`,
    extraForm: (example: string) => `Write each extra as ${example}, with a semicolon between two of them.`,
    extraTwice: (id: string) => `Two extras have the id ${id}. Remove one, or write another id in brackets.`,
    tooManyExtras: (most: number, found: number) =>
      `At most ${most} extras; these are ${found}. Remove some.`,
    stockTaken: (least: number) =>
      `Orders have taken ${least} since this file was written. Write ${least} or more, or empty the cell “taken” to set what can be ordered now.`,
  },
  columns: {
    title: "The columns of the file",
    rules: [
      "The first line names the columns, in any order. Unknown columns are refused; a column that is left out changes nothing.",
      "Rows are matched by id, else by the exact name. Products that are not in the file stay as they are.",
      "An empty cell removes a description, a category, a low mark or all extras. Any other empty cell leaves what is there.",
      "Images and times off sale are not in the file.",
    ],
    column: "Column",
    holds: "Holds",
    example: "Example",
    id: "The product’s id. Leave it empty for a new product.",
    name: "Up to 100 characters. Required for a new product.",
    description: "What buyers read, up to 1,000 characters.",
    category: "The heading in the shop, up to 100 characters.",
    position: "Order within the shop: lower numbers come first.",
    price: (digits: number) =>
      digits === 0
        ? "Required for a new product. Without decimals."
        : `Required for a new product. Up to ${digits} decimals; with semicolons between cells, the decimal sign is a comma.`,
    currency: (currency: string) => `Always ${currency}; may be left out.`,
    stock: "How many can be ordered. Required for a new product.",
    taken:
      "How many orders had taken when the file was written. Leave it as it is, so that orders placed in between are counted. Without it, stock is what can be ordered now.",
    low_stock_at: "You are told when the stock falls to this number.",
    main_course: "yes or no: whether it is a main course.",
    active: "yes or no: whether the shop shows it.",
    extras:
      "Name=price with semicolons in between. An id may follow in square brackets. A backslash goes before \\ ; = [ ] of a name.",
    exampleText: {
      description: "Fresh ginger and lemon",
      category: "Drinks",
      name: "Ginger tea",
      extra: "Oat milk",
    },
    quote:
      "A text that a spreadsheet would calculate, because it begins with = + - or @, has an apostrophe before it in the file. The import removes it again.",
  },
  writing: {
    title: "Importing",
    progress: (done: number, total: number) => `${done.toLocaleString("en")} of ${rows(total)} done`,
    failed: (count: number) => `${count} failed`,
    waits: (seconds: number) => `Waiting for the server. Going on in ${seconds} s.`,
    stop: "Stop",
    stopping: "Stopping after the requests that are under way…",
    leave: {
      title: "The import is still running",
      text: "If you leave this page, the import stops after the requests that are under way. What is done stays done.",
      stay: "Stay here",
      go: "Stop and leave",
    },
  },
  done: {
    title: "Import finished",
    stopped: "Import stopped",
    added: (count: number) => `${products(count)} added`,
    changed: (count: number) => `${products(count)} changed`,
    already: (count: number) => `${products(count)} had been added by an earlier attempt`,
    failed: (count: number) => `${rows(count)} failed`,
    untried: (count: number) => `${rows(count)} not saved`,
    outcome: "Outcome",
    saved: (count: number) => `${rows(count)} saved`,
    each: {
      added: "Added",
      changed: "Changed",
      already: "Added by an earlier attempt",
      failed: "Failed",
      untried: "Not saved, because the import stopped before",
    },
    theirs: "Somebody else has changed this product in the meantime.",
    offline: "The server did not answer.",
    again: (count: number) => `Check ${rows(count)} again…`,
    againHint:
      "The file is compared with your products as they are now. What is saved already is not saved twice.",
    toProducts: "Show the products",
  },
};

export type ProductsCsvWords = typeof words;
export default words;
