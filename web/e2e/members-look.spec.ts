/** The appearance of the members' pages in both languages, their accessibility and their weight. */
import { expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { expectNoSidewaysScrolling, invite, join, KIRA, KIRAS_PHONE, openWithinBudget } from "./people";

const PAGES = ["list", "invite", "invited", "disabled"] as const;

for (const language of ["en", "de"] as const) {
  for (const name of PAGES) {
    test(`members, ${name}: accessible, light and looking right (${language})`, async ({ page, docket }) => {
      await join(docket, "Ada Lindqvist-Okafor", newPhone());
      const driver = await join(docket, "Dan Driver", newPhone(), "driver");
      const token = await docket.token(KIRAS_PHONE);
      await docket.ask("PATCH", `/api/members/${driver}`, { disabled: true }, token);
      const invited = await invite(docket, {
        name: "Bartholomew Featherstonehaugh-Cholmondeley",
        phone: newPhone(),
        email: "bartholomew.featherstonehaugh@a-rather-long-company.example.com",
      });
      const path = { list: "", invite: "/new", invited: `/${invited}`, disabled: `/${driver}` }[name];
      await signInAtDesk(page, KIRA);
      await openWithinBudget(page, `/desk/members${path}`, language);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, `members-${name}${language === "en" ? "" : "-de"}`);
      await expectNoSidewaysScrolling(page);
    });
  }
}
