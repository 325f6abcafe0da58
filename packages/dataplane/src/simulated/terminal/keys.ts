/** What a person did at the keyboard. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind:
        | "enter"
        | "interrupt"
        | "end"
        | "backspace"
        | "delete"
        | "left"
        | "right"
        | "home"
        | "line-end"
        | "up"
        | "down"
        | "kill-line"
        | "kill-rest"
        | "kill-word"
        | "clear"
        | "tab"
        | "unknown";
    };

const CONTROLS: Readonly<Record<string, Exclude<Key["kind"], "text">>> = {
  "\r": "enter",
  "\n": "enter",
  "\x03": "interrupt",
  "\x04": "end",
  "\x7f": "backspace",
  "\b": "backspace",
  "\t": "tab",
  "\x01": "home",
  "\x05": "line-end",
  "\x02": "left",
  "\x06": "right",
  "\x10": "up",
  "\x0e": "down",
  "\x15": "kill-line",
  "\x0b": "kill-rest",
  "\x17": "kill-word",
  "\x0c": "clear",
};

const SEQUENCES: Readonly<Record<string, Exclude<Key["kind"], "text">>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "line-end",
  "1~": "home",
  "3~": "delete",
  "4~": "line-end",
};

/** `ESC [ …` and `ESC O …`, and the beginnings of them. */
const SEQUENCE = /^\x1b(?:[[O]([0-9;]*[A-Za-z~]))/; // oxlint-disable-line no-control-regex
const UNFINISHED = /^\x1b(?:[[O][0-9;]*)?$/; // oxlint-disable-line no-control-regex
const CONTROL = /[\x00-\x1f\x7f]/; // oxlint-disable-line no-control-regex

/** Cut what came from a keyboard into keys. @returns also what is not a whole key yet */
export function readKeys(input: string): { readonly keys: readonly Key[]; readonly rest: string } {
  const keys: Key[] = [];
  let text = input;
  while (text !== "") {
    if (UNFINISHED.test(text)) return { keys, rest: text };
    const sequence = SEQUENCE.exec(text);
    const length = sequence?.[0].length ?? textLength(text);
    if (sequence !== null) keys.push({ kind: SEQUENCES[sequence[1]!] ?? "unknown" });
    else if (CONTROL.test(text[0]!)) keys.push({ kind: CONTROLS[text[0]!] ?? "unknown" });
    else keys.push({ kind: "text", text: text.slice(0, length) });
    // Enter is one key, also where a terminal sends both.
    text = text.slice(text.startsWith("\r\n") ? 2 : length);
  }
  return { keys, rest: "" };
}

function textLength(text: string): number {
  const control = text.search(CONTROL);
  return control < 0 ? text.length : Math.max(1, control);
}
