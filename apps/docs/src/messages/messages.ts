import type { Text } from "@podpath/access-path";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

export type MessageId = keyof typeof zh;
export type Messages = Readonly<Record<MessageId, string>>;
export type Locale = "zh-Hans" | "en";

const CATALOGUES: Readonly<Record<Locale, Messages>> = { "zh-Hans": zh, en };

/** The catalogue of a language; Chinese for a language that the site hasn't. */
export function messagesOf(locale: string): Messages {
  return CATALOGUES[locale as Locale] ?? zh;
}

/** Picks the page's language out of a sentence that comes in both. */
export type Say = (text: Text) => string;

export function sayIn(locale: string): Say {
  return (text) => (locale === "en" ? text.en : text.zh);
}

/** Put values into a message's `{name}` places. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
