import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

export type LiveMessages = Readonly<Record<keyof typeof zh, string>>;

/** In the page's language. */
export function useLiveMessages(): LiveMessages {
  return useDocusaurusContext().i18n.currentLocale === "en" ? en : zh;
}
