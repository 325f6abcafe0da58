import { gzipSync } from "node:zlib";
import type { Reader } from "./browser.ts";

/** JavaScript that the landing page loads until it has come to rest, its picture included, gzipped, in bytes. */
export async function landingBytes(reader: Reader): Promise<number> {
  const context = await reader.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(reader.site, { waitUntil: "networkidle" });
  await page.locator("[data-live]").waitFor();
  const all = await Promise.all(sizes);
  await context.close();
  return all.reduce((sum, each) => sum + each, 0);
}
