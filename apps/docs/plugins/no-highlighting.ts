import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** The theme brings a syntax highlighter with fifty languages to every page; this site's own code block needs none of it. */
export function noHighlighting({ siteDir }: LoadContext): Plugin {
  const stub = join(siteDir, "src", "code", "no-prism.ts");
  return {
    name: "no-highlighting",
    configureWebpack: () => ({ resolve: { alias: { "prism-react-renderer": stub } } }),
  };
}
