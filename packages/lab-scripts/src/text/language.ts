import type { Language } from "./translate.ts";

/**
 * Which language to speak: `--lang`, else what was kept, else the locale, else English.
 *
 * @param locale as in the environment: `zh_CN.UTF-8`, `en_US.UTF-8`, `C`
 */
export function chooseLanguage(asked: Language | null, kept: Language | null, locale: string): Language {
  return asked ?? kept ?? (/^zh/i.test(locale) ? "zh" : "en");
}

export function localeOf(environment: NodeJS.ProcessEnv): string {
  return environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
}
