/** What the landing page asks of a visitor, from the built site, in the browser that the page tests drive. */
import { openReader } from "../test/browser/browser.ts";
import { landingBytes } from "../test/browser/landing.ts";

const WHAT = "landing page, JavaScript, gzipped";
try {
  const reader = await openReader();
  const kilobytes = Math.round((await landingBytes(reader)) / 1000);
  await reader.close();
  console.log(`${WHAT.padEnd(52)} ${`${kilobytes} kB`.padStart(9)}  budget 200 kB`);
} catch (error) {
  console.log(`${WHAT.padEnd(52)} not measured: ${(error as Error).message.split("\n")[0]}`);
}
