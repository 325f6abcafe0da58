import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { Text } from "@podpath/access-path";
import { messagesOf, type Messages } from "./messages.ts";

/** The messages of the page's language. */
export function useMessages(): Messages {
  return messagesOf(useDocusaurusContext().i18n.currentLocale);
}

/** Picks the page's language out of a sentence that comes in both. */
export function useText(): (text: Text) => string {
  const { currentLocale } = useDocusaurusContext().i18n;
  return (text) => (currentLocale === "en" ? text.en : text.zh);
}
