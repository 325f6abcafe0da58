import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/**
 * The theme brings a syntax highlighter with fifty languages to every page, and with no further language asked for the list of
 * three hundred more; this site's own code block needs none of it.
 */
export function noHighlighting({ siteDir }: LoadContext): Plugin {
  const stub = join(siteDir, "src", "code", "no-prism.ts");
  const theme = dirname(createRequire(join(siteDir, "package.json")).resolve("@docusaurus/theme-classic"));
  return {
    name: "no-highlighting",
    configureWebpack: () => ({
      resolve: { alias: { "prism-react-renderer": stub, [join(theme, "prism-include-languages")]: false as const } },
    }),
  };
}
