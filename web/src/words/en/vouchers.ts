const words = { name: "Vouchers" };
export type VouchersWords = typeof words;
export default words;
