import { defineConfig } from "@playwright/test";

/** The stories, in Debian's Chromium, against the program itself (e2e/harness.ts starts one for each story). */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  // A story that passes only sometimes is a fault.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] },
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
  },
});
