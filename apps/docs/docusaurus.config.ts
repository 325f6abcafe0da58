import type * as Preset from "@docusaurus/preset-classic";
import type { Config } from "@docusaurus/types";
import { includeFiles } from "./plugins/include-files.ts";
import { noHighlighting } from "./plugins/no-highlighting.ts";
import { pageTime } from "./plugins/page-time.ts";
import { serverOnly } from "./plugins/server-only.ts";

/** Notes a page may carry; `assumed` marks a claim about the cloud that no official text states. */
const NOTES = ["note", "tip", "warning", "assumed"];

const config: Config = {
  title: "PodPath",
  tagline: "在自己的机器上，找到并修好一次 Pod 之间的访问超时",
  favicon: "img/favicon.svg",
  url: "https://podpath.invalid",
  baseUrl: process.env["BASE_URL"] ?? "/",
  trailingSlash: false,
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  markdown: { hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  future: { v4: true, faster: true },
  i18n: {
    defaultLocale: "zh-Hans",
    locales: ["zh-Hans", "en"],
    localeConfigs: {
      "zh-Hans": { label: "简体中文", htmlLang: "zh-Hans" },
      en: { label: "English", htmlLang: "en" },
    },
  },
  presets: [
    [
      "classic",
      {
        docs: {
          routeBasePath: "/",
          sidebarPath: "./sidebars.ts",
          breadcrumbs: false,
          admonitions: { keywords: NOTES, extendDefaults: false },
          beforeDefaultRemarkPlugins: [includeFiles, pageTime],
        },
        blog: false,
        pages: false,
        sitemap: false,
        theme: {
          customCss: ["./src/css/tokens.css", "./src/css/type.css", "./src/css/frame.css", "./src/css/print.css"],
        },
      } satisfies Preset.Options,
    ],
  ],
  clientModules: ["./src/client/fetch-when-asked.ts", "./src/live/key.ts"],
  plugins: [serverOnly, noHighlighting],
  themes: [
    [
      "@easyops-cn/docusaurus-search-local",
      {
        language: ["zh", "en"],
        hashed: true,
        indexBlog: false,
        docsRouteBasePath: "/",
        highlightSearchTermsOnTargetPage: false,
        explicitSearchResultPath: true,
        searchResultLimits: 8,
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "PodPath",
      logo: { alt: "", src: "img/mark.svg", srcDark: "img/mark-dark.svg", width: 26, height: 26 },
      items: [
        { type: "search", position: "right" },
        { type: "localeDropdown", position: "right" },
      ],
    },
    docs: { sidebar: { hideable: false } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
  } satisfies Preset.ThemeConfig,
};

export default config;
