import type { VouchersWords } from "../en/vouchers";

const words: VouchersWords = { name: "Gutscheine" };
export default words;
