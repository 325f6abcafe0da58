import { MESSAGES } from "./messages.ts";

export type Language = "zh" | "en";

/** A sentence in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type MessageId = keyof typeof MESSAGES;

/** A value is the same in both languages, or has a word in each. */
export type Parameters = Readonly<Record<string, string | number | Text>>;

/** Fills `{name}` placeholders; an unknown one is our mistake and throws. */
export function fill(text: Text, parameters: Parameters = {}): Text {
  return { zh: fillOne(text, "zh", parameters), en: fillOne(text, "en", parameters) };
}

export function message(id: MessageId, parameters: Parameters = {}): Text {
  return fill(MESSAGES[id], parameters);
}

/** Names one after the other, as each language sets them apart. */
export function listed(names: readonly (string | number)[]): Text {
  return { zh: names.join("、"), en: names.join(", ") };
}

/** `{count}`; in English also `{count|rule|rules}`: 1 rule, 2 rules. */
const PLACEHOLDER = /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

function fillOne(text: Text, language: Language, parameters: Parameters): string {
  const sentence = text[language];
  return sentence.replaceAll(PLACEHOLDER, (whole, name: string, one?: string, many?: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`no value for ${whole} in “${sentence}”`);
    const word = typeof value === "object" ? value[language] : String(value);
    return one === undefined ? word : `${word} ${word === "1" ? one : many}`;
  });
}

/** One sentence after the other: Chinese sets no blank between them. */
export function inSequence(first: Text, second: Text): Text {
  return { zh: `${first.zh}${second.zh}`, en: `${first.en} ${second.en}` };
}
