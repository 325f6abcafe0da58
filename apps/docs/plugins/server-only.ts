import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** What `@server-only/live-path` stands for while pages are rendered. In the browser it is an empty module. */
const LIVE_PATH = join("src", "access-path", "LivePath.tsx");

/**
 * Lets a page's HTML hold a component whose program the page doesn't load: the server draws it, and the browser fetches the
 * program only when the reader comes near.
 */
export function serverOnly({ siteDir }: LoadContext): Plugin {
  return {
    name: "server-only",
    configureWebpack: (_config, isServer) => ({
      resolve: { alias: { "@server-only/live-path": isServer ? join(siteDir, LIVE_PATH) : false } },
    }),
  };
}
