import type { Text } from "@podpath/access-path";

export type Language = keyof Text;

/** Our own sentences, as opposed to what the real program would print, carry this. */
export const TAG = "(simulated)";

/** How our own sentences are said. */
export interface Voice {
  /** A line a language, each with the tag; without a last newline. */
  say(text: Text): string;
  /** All languages on one line, without a tag. */
  inline(text: Text): string;
}

export function makeVoice(languages: readonly Language[]): Voice {
  return {
    say: (text) => languages.map((language) => `${TAG} ${text[language]}`).join("\n"),
    inline: (text) => [...new Set(languages.map((language) => text[language]))].join(" / "),
  };
}

/** The one line that owns up to a wait that was not waited. */
export function fastForwardLine(ms: number, voice: Voice): string {
  const seconds = Number((ms / 1000).toFixed(1));
  return `(simulated: ${voice.inline({ zh: `快进 ${seconds} 秒`, en: `${seconds} s fast-forwarded` })})\n`;
}
