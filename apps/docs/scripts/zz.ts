import { serveSite } from "../test/browser/site.ts";
import { chromium } from "playwright-core";
// @ts-nocheck
const lighthouse = (await import("/tmp/6b/lh/node_modules/lighthouse/core/index.js")).default;
const desktopConfig = (await import("/tmp/6b/lh/node_modules/lighthouse/core/config/desktop-config.js")).default;
const site = await serveSite();
const port = 9333;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", `--remote-debugging-port=${port}`, "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });
for (const path of process.argv.slice(2)) for (const form of ["mobile", "desktop"]) {
  const res = await lighthouse(site.url + path, { port, logLevel: "error", output: "json" }, form === "desktop" ? desktopConfig : undefined);
  const c = res.lhr.categories;
  console.log(path, form, Object.entries(c).map(([k, v]) => `${k} ${Math.round(v.score * 100)}`).join("  "));
  for (const cat of Object.values(c)) for (const ref of cat.auditRefs) { const a = res.lhr.audits[ref.id]; if (a.score !== null && a.score < 0.9 && ref.weight > 0) console.log("   -", cat.id, a.id, a.score, a.displayValue ?? "", JSON.stringify(a.details?.items?.slice(0, 4) ?? "").slice(0, 500)); }
}
await browser.close();
await site.close();
