import { MESSAGES } from "./messages.ts";

export type Language = "zh" | "en";

/** A sentence in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type MessageId = keyof typeof MESSAGES;

export type Parameters = Readonly<Record<string, string | number>>;

/** Fills `{name}` placeholders; an unknown one is our mistake and throws. */
export function fill(text: Text, parameters: Parameters = {}): Text {
  return { zh: fillOne(text.zh, parameters), en: fillOne(text.en, parameters) };
}

export function message(id: MessageId, parameters: Parameters = {}): Text {
  return fill(MESSAGES[id], parameters);
}

function fillOne(sentence: string, parameters: Parameters): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`no value for ${whole} in “${sentence}”`);
    return String(value);
  });
}
