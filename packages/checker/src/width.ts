/**
 * Columns that a text takes on a terminal: two for an East Asian wide or full-width character, none for a combining mark.
 *
 * @source Unicode Standard Annex #11, ranges of W and F that our texts can hold
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Spaces up to a width in columns; longer texts stay as they are. */
export function padDisplay(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

const ZERO = /\p{Mn}|\p{Me}|[\u{200b}-\u{200d}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
