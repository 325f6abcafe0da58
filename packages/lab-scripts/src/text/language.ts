import { displayWidth, padDisplay } from "@podpath/checker";
import type { Language } from "./translate.ts";

/**
 * Which language to speak: `--lang`, else what was kept, else the locale, else English.
 *
 * @param locale as in the environment: `zh_CN.UTF-8`, `en_US.UTF-8`, `C`
 */
export function chooseLanguage(asked: Language | null, kept: Language | null, locale: string): Language {
  return asked ?? kept ?? (/^zh/i.test(locale) ? "zh" : "en");
}

/** Rows as columns with two spaces between them, padded by display width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => padDisplay(cell, widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
