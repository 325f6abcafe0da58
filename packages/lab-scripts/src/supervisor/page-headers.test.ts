import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPageHeaders } from "./page-headers.ts";

let site: string;
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), "podpath-site-"));
});
afterEach(() => rmSync(site, { recursive: true, force: true }));

const hash = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
const scripts = (policy: string | undefined): string => /script-src ([^;]*)/.exec(policy ?? "")![1]!;

test("scripts in the pages of both languages may run, and no other inline script", () => {
  mkdirSync(join(site, "en"));
  writeFileSync(join(site, "index.html"), '<script>zh()</script><script src="/a.js"></script>');
  writeFileSync(join(site, "en", "index.html"), "<script data-x=true>en()</script>");
  const policy = createPageHeaders(site)()["content-security-policy"];
  expect(scripts(policy)).toBe(`'self' ${hash("zh()")} ${hash("en()")}`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("default-src 'none'");
});

test("a guide that is built while the lab is up is read when it is there, and again when it is built again", () => {
  const headers = createPageHeaders(site);
  expect(scripts(headers()["content-security-policy"])).toBe("'self'");
  writeFileSync(join(site, "index.html"), "<script>one()</script>");
  expect(scripts(headers()["content-security-policy"])).toBe(`'self' ${hash("one()")}`);
  writeFileSync(join(site, "index.html"), "<script>two()</script>");
  utimesSync(join(site, "index.html"), 1, 1);
  expect(scripts(headers()["content-security-policy"])).toBe(`'self' ${hash("two()")}`);
});
