import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Job } from "../job.ts";
import { FastClock } from "../test/fast-clock.ts";
import { VirtualScreen } from "../test/virtual-screen.ts";
import { LineAbandoned, Terminal } from "./terminal.ts";
import { positionAfter } from "./width.ts";

const PROMPT = "(simulated) # ";
const KEYS = {
  left: "\x1b[D",
  right: "\x1b[C",
  up: "\x1b[A",
  down: "\x1b[B",
  home: "\x01",
  end: "\x05",
  backspace: "\x7f",
  delete: "\x1b[3~",
  killLine: "\x15",
  killRest: "\x0b",
  killWord: "\x17",
} as const;

function start(columns = 40) {
  const screen = new VirtualScreen(columns);
  const terminal = new Terminal((text) => screen.show(text), { columns, rows: 24 });
  const job = new Job(new FastClock());
  return { screen, terminal, job };
}

// prettier-ignore
test.each([
  // what it shows                     keys                                                          the line
  ["text",                             "curl 10.0.35.150",                                           "curl 10.0.35.150"],
  ["backspace",                        `curll${KEYS.backspace}`,                                     "curl"],
  ["backspace takes a whole Chinese character", `安全组${KEYS.backspace}`,                             "安全"],
  ["the cursor goes left, text is put in between", `crl${KEYS.left}${KEYS.left}u`,                    "curl"],
  ["home and end",                     `url${KEYS.home}c${KEYS.end}!`,                               "curl!"],
  ["delete",                           `xcurl${KEYS.home}${KEYS.delete}`,                            "curl"],
  ["Ctrl-U",                           `nonsense${KEYS.killLine}ls`,                                 "ls"],
  ["Ctrl-K",                           `ls nonsense${KEYS.left.repeat(9)}${KEYS.killRest}`,          "ls"],
  ["Ctrl-W takes a word",              `curl 10.0.35.23 ${KEYS.killWord}x`,                          "curl x"],
  ["a key that means nothing",         "l\x1b[15~s\x1bOP",                                           "ls"],
])("typing: %s", async (_, keys, want) => {
  const { terminal, job } = start();
  const line = terminal.ask(PROMPT, job);
  terminal.feed(`${keys}\r`);
  expect(await line).toBe(want);
});

test("a sequence that comes in pieces is one key", async () => {
  const { terminal, job } = start();
  const line = terminal.ask(PROMPT, job);
  for (const piece of ["ac", "\x1b", "[", "D", "b\r"]) terminal.feed(piece);
  expect(await line).toBe("abc");
});

test("the arrow keys bring earlier lines back, and the one being typed after them", async () => {
  const { terminal, job } = start();
  for (const line of ["first", "second"]) {
    const asked = terminal.ask(PROMPT, job);
    terminal.feed(`${line}\r`);
    await asked;
  }
  const line = terminal.ask(PROMPT, job);
  terminal.feed(`draft${KEYS.up}${KEYS.up}${KEYS.up}${KEYS.down}${KEYS.down}!\r`);
  expect(await line).toBe("draft!");
});

test("Ctrl-C gives the line up, or ends what runs in front", async () => {
  const { terminal, job, screen } = start();
  const line = terminal.ask(PROMPT, job);
  terminal.feed("cur\x03");
  await expect(line).rejects.toThrow(LineAbandoned);
  expect(screen.text).toBe(`${PROMPT}cur^C`);
  const front = job.child();
  terminal.foreground = front;
  terminal.feed("\x03");
  expect(front.signal).toBe(2);
});

test("Ctrl-D ends the input on an empty line alone", async () => {
  const { terminal, job } = start();
  const line = terminal.ask(PROMPT, job);
  terminal.feed("ab\x04c\r\x04");
  expect(await line).toBe("abc");
  expect(await terminal.readLine(job)).toBeNull();
});

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b ", "组", "安全", "x".repeat(7)) },
  { weight: 3, arbitrary: fc.constantFrom(...Object.values(KEYS)) },
);

test("law: whatever was typed, the screen shows prompt and line, and the cursor stands in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 60 }), fc.integer({ min: 15, max: 40 }), async (keys, columns) => {
      const { terminal, job, screen } = start(columns);
      const line = terminal.ask(PROMPT, job);
      for (const one of keys) terminal.feed(one);
      const { cursor, text } = screen;
      terminal.feed("\x05");
      const atEnd = screen.cursor;
      terminal.feed("\r");
      const typed = (await line)!;
      expect(text).toBe(rowsOf(PROMPT + typed, columns));
      expect(atEnd).toEqual(positionAfter(PROMPT + typed, columns));
      expect(cursor.row * columns + cursor.column).toBeLessThanOrEqual(atEnd.row * columns + atEnd.column);
    }),
  );
});

/** What a terminal makes of a text, as the screen itself shows it without any editing. */
function rowsOf(text: string, columns: number): string {
  const screen = new VirtualScreen(columns);
  screen.show(text);
  return screen.text;
}
