import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Headers of every page and file of the guide: nothing from elsewhere is loaded, nothing sent elsewhere, no other site may
 * frame it, and no script runs but the site's own files and the few lines that its generator writes into each page.
 */
export function createPageHeaders(site: string): () => Readonly<Record<string, string>> {
  let built = -1;
  let policy = "";
  return () => {
    const index = join(site, "index.html");
    const now = existsSync(index) ? statSync(index).mtimeMs : 0;
    if (now !== built) {
      built = now;
      policy = policyFor(inlineScripts(site));
    }
    return {
      "content-security-policy": policy,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    };
  };
}

function policyFor(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes)].join(" "),
    // The terminal and the drawing set styles of their own.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Those of each language's first page: the generator writes the same into all of them. */
function inlineScripts(site: string): readonly string[] {
  if (!existsSync(site)) return [];
  const folders = readdirSync(site, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ["", ...folders.map(({ name }) => name)]
    .map((folder) => join(site, folder, "index.html"))
    .filter((file) => existsSync(file))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)])
    .map(([, script = ""]) => script);
}
