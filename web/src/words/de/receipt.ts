import type { ReceiptWords } from "../en/receipt";

const words: ReceiptWords = {
  title: "Beleg",
  order: "Bestellung",
  placed: "Bestellt am",
  paid: "Bezahlt",
  refunded: "Erstattet",
  due: "Noch zu zahlen",
  to: "An",
};

export default words;
