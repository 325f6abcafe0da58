import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** Files that are empty modules in the browser. */
const SERVER_ONLY = [join("src", "access-path", "server-only.ts")];

/**
 * Lets a page's HTML hold a component whose program the page doesn't load: the server draws it, and the browser fetches the
 * program only when the reader comes near.
 */
export function serverOnly({ siteDir }: LoadContext): Plugin {
  const empty = Object.fromEntries(SERVER_ONLY.map((file) => [join(siteDir, file), false as const]));
  return {
    name: "server-only",
    configureWebpack: (_config, isServer) => (isServer ? {} : { resolve: { alias: empty } }),
  };
}
