import type { Text } from "./text/translate.ts";

/** Where each language's guide begins: the Chinese one at the address itself, the English one under `en/`. */
export function guideAddress(page: string): Text {
  const english = new URL(page);
  english.pathname += "en/";
  return { zh: page, en: english.href };
}
