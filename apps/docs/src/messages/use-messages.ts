import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { messagesOf, sayIn, type Messages, type Say } from "./messages.ts";

/** The messages of the page's language. */
export function useMessages(): Messages {
  return messagesOf(useDocusaurusContext().i18n.currentLocale);
}

export function useSay(): Say {
  return sayIn(useDocusaurusContext().i18n.currentLocale);
}
