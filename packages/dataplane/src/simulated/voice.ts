import type { Text } from "@podpath/access-path";

export type Language = keyof Text;

/** What is ours, as opposed to what the real program would print, carries this. */
export const TAG = "(simulated)";

/** The same in front of a sentence. */
const TAGS = { zh: "（模拟）", en: `${TAG} ` } as const satisfies Text;

/** How our own sentences are said. */
export interface Voice {
  /** A line a language, each with the tag; without a last newline. */
  say(text: Text): string;
  /** All languages on one line, without a tag. */
  inline(text: Text): string;
}

/** @param languages asked for at each sentence: who looks on may choose another one meanwhile */
export function makeVoice(languages: () => readonly Language[]): Voice {
  return {
    say: (text) =>
      languages()
        .map((language) => `${TAGS[language]}${text[language]}`)
        .join("\n"),
    inline: (text) => [...new Set(languages().map((language) => text[language]))].join(" / "),
  };
}

/** The one line that owns up to a wait that was not waited. */
export function fastForwardLine(ms: number, voice: Voice): string {
  const seconds = Number((ms / 1000).toFixed(1));
  return `${voice.say({ zh: `等待 ${seconds} 秒，已快进`, en: `${seconds} s fast-forwarded` })}\n`;
}
