import { sep } from "node:path";

const DEFAULT_LOCALE = "zh-Hans";
/** Folders above the pages: `docs`, and `i18n/en/docusaurus-plugin-content-docs/current`. */
const FOLDERS_ABOVE = { own: 1, translated: 4 } as const;

/** `en` for a page under `i18n/en`, else the default language. @param file from the site's folder */
export function localeOf(file: string): string {
  const [folder, locale] = file.split(sep);
  return folder === "i18n" && locale !== undefined ? locale : DEFAULT_LOCALE;
}

/** `drills/vpc-cni-pod-to-pod`, the same in both languages. @param file from the site's folder */
export function pageIdOf(file: string): string {
  const above = localeOf(file) === DEFAULT_LOCALE ? FOLDERS_ABOVE.own : FOLDERS_ABOVE.translated;
  return file
    .split(sep)
    .slice(above)
    .join("/")
    .replace(/\.mdx$/, "");
}
