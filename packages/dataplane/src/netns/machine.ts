import { existsSync, readdirSync, readlinkSync } from "node:fs";
import type { Machine } from "./sandbox.ts";

const PACKAGED_PAGES = "/usr/share/nginx/html";

/** Look at this machine once: how / leads into /usr, and where its nginx keeps pages. */
export function describeMachine(programsDir: string | undefined): Machine {
  const links = readdirSync("/", { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
  return {
    rootLinks: new Map(links.map(({ name }) => [name, readlinkSync(`/${name}`)])),
    pageDirectory: existsSync(PACKAGED_PAGES) ? PACKAGED_PAGES : "/var/www/html",
    programsDir: programsDir ?? null,
  };
}
