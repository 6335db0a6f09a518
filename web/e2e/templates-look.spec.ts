/** The appearance and weight of the templates' pages. */
import { expectToFit } from "./desk-form";
import { expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { FARM, LIST, make, open } from "./templates-page";
import { weigh } from "./weight";

// Each test starts a program and visits several pages.
test.setTimeout(180_000);

for (const language of ["en", "de"] as const) {
  test(`templates are accessible, fit a phone and look right (${language})`, async ({ page, docket }) => {
    const token = await docket.token(FARM);
    const suffix = language === "de" ? "-de" : "";
    await open(page, "", `?lang=${language}`);
    await expect(page.locator(".blank h2")).toBeVisible();
    await expectAccessible(page);
    const { id } = await make(docket, token, {
      items: [
        { productId: "gv-eggs", quantity: 2 },
        { productId: "gv-honey", quantity: 1 },
      ],
    });
    const long = "Apfel-und-Honig-Kiste für das ganze Haus, jede Woche und an Feiertagen";
    const paused = await make(docket, token, { name: long, customer: { name: long, phone: newPhone() } });
    await docket.ask("PATCH", `${LIST}/${paused.id}`, { paused: true }, token);
    await make(docket, token, { name: "By hand", schedule: null });
    await docket.ask("POST", `${LIST}/${id}/orders`, undefined, token);
    await docket.advance("168h");
    for (const [path, name, shown] of [
      ["", "templates", ".template"],
      [`/${id}`, "template", ".template-lines"],
      ["/new", "template-new", ".form-part .select"],
    ] as const) {
      await page.goto(`/desk/templates${path}?lang=${language}`);
      await expect(page.locator(shown).first()).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, `${name}${suffix}`);
      await expectToFit(page);
    }
    await page.locator(".page-head h2").waitFor();
    await page.goto(`/desk/templates/${id}?lang=${language}`);
    await page.locator(".page-head .button").first().click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(page);
    await pictures(page, `template-order${suffix}`);
  });
}

test("templates load within their budget", async ({ page, docket }) => {
  await make(docket, await docket.token(FARM));
  await signInAtDesk(page, "Paula Green");
  const weight = weigh(page);
  await page.goto("/desk/orders");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = weight();
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(page.locator(".template")).toBeVisible();
  const kilobytes = (weight() - before) / 1_000;
  console.log("templates", kilobytes);
  expect(kilobytes, "KB of the templates beyond the desk").toBeLessThan(40);
});
