/** The appearance of the vouchers' pages in both languages, their accessibility and their weight. */
import { expect, expectAccessible, pictures, signInAtDesk, test } from "./harness";
import { expectNoSidewaysScrolling, KIRA, KIRAS_PHONE, openWithinBudget } from "./people";
import { cart, DAY, make } from "./voucher-carts";

const PAGES = {
  list: "",
  new: "/new",
  one: "/spice-kitchen~WEEKEND10",
  off: "/spice-kitchen~SUMMER-OF-TWENTY-TWENTY-SIX-000",
} as const;

for (const language of ["en", "de"] as const) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`vouchers, ${name}: accessible, light and looking right (${language})`, async ({ page, docket }) => {
      await make(docket, {
        code: "WEEKEND10",
        percent: 10,
        minSubtotal: 2_000,
        perCustomer: 1,
        usesLeft: 100,
        validUntil: new Date(Date.now() + 2 * DAY).toISOString(),
      });
      await docket.order(cart("WEEKEND10"));
      await make(docket, { code: "FIVE", amount: 500 });
      await make(docket, { code: "XMAS", percent: 20, validFrom: "2030-12-24T05:00:00Z" });
      const off = await make(docket, {
        code: "SUMMER-OF-TWENTY-TWENTY-SIX-000",
        percent: 15,
        validFrom: "2026-06-01T04:00:00Z",
        validUntil: "2026-09-01T04:00:00Z",
      });
      await docket.ask("PATCH", `/api/vouchers/${off}`, { usesLeft: 0 }, await docket.token(KIRAS_PHONE));
      await signInAtDesk(page, KIRA);
      await openWithinBudget(page, `/desk/vouchers${path}`, language);
      if (path.includes("~")) await expect(page.locator(".voucher-sample .sums")).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, `vouchers-${name}${language === "en" ? "" : "-de"}`);
      await expectNoSidewaysScrolling(page);
    });
  }
}
