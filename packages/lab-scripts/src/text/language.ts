import type { Language } from "./translate.ts";

/**
 * Which language to speak: `--lang`, else what was kept, else the locale, else English.
 *
 * @param locale as in the environment: `zh_CN.UTF-8`, `en_US.UTF-8`, `C`
 */
export function chooseLanguage(asked: Language | null, kept: Language | null, locale: string): Language {
  return asked ?? kept ?? (/^zh/i.test(locale) ? "zh" : "en");
}

/** Cells a text takes on a terminal: East Asian wide and full-width characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
}

export function padDisplay(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - displayWidth(text)));
}

/** Blocks of Unicode's East Asian Width classes W and F that occur in our texts. */
function isWide(codePoint: number): boolean {
  return (
    (codePoint >= 0x1100 && codePoint <= 0x115f) ||
    (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    (codePoint >= 0xffe0 && codePoint <= 0xffe6) ||
    (codePoint >= 0x1f300 && codePoint <= 0x1faff) ||
    (codePoint >= 0x20000 && codePoint <= 0x3fffd)
  );
}

/** Rows as columns with two spaces between them, padded by display width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  return rows.map((row) => row.map((cell, i) => padDisplay(cell, widths[i]!)).join("  ").trimEnd()).join("\n");
}
