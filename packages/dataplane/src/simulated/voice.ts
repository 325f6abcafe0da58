import type { Text } from "@podpath/access-path";

export type Language = keyof Text;

/** Our own sentences, as opposed to what the real program would print, always begin with this. */
export const TAG = "(simulated)";

/** How our own sentences are said: a line a language, each with the tag. */
export interface Voice {
  /** Lines without a last newline. */
  say(text: Text): string;
}

export function makeVoice(languages: readonly Language[]): Voice {
  return { say: (text) => languages.map((language) => `${TAG} ${text[language]}`).join("\n") };
}

/** `3 s`, `0.5 s` */
export function printSeconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** The one line that owns up to a wait that was not waited. */
export function fastForwardLine(ms: number): string {
  return `(simulated: ${printSeconds(ms)} fast-forwarded / 模拟：快进 ${printSeconds(ms)})\n`;
}
