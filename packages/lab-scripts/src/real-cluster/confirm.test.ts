import { PassThrough } from "node:stream";
import { afterEach, expect, test, vi } from "vitest";
import type { Context } from "../context.ts";
import { message } from "../text/translate.ts";
import { confirm } from "./confirm.ts";

const context = { output: { pick: ({ en }: { en: string }) => en } } as unknown as Context;
const ask = (agreed = false) => confirm(context, message("parity.ask"), agreed);

/** Somebody at a keyboard, or a program in their place. */
function atKeyboard(isTTY: boolean): PassThrough {
  const keys = Object.assign(new PassThrough(), { isTTY });
  vi.spyOn(process, "stdin", "get").mockReturnValue(keys as unknown as typeof process.stdin);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  return keys;
}

afterEach(() => vi.restoreAllMocks());

test.each(["y", "Y", "yes", " 是 "])("“%s” agrees", async (typed) => {
  const keys = atKeyboard(true);
  keys.write(`${typed}\n`);
  await expect(ask()).resolves.toBeUndefined();
});

test.each(["", "n", "no", "否", "yesterday"])("“%s” declines", async (typed) => {
  const keys = atKeyboard(true);
  keys.write(`${typed}\n`);
  await expect(ask()).rejects.toMatchObject({ code: "Declined", exitStatus: 1 });
});

test("a keyboard that goes away declines", async () => {
  atKeyboard(true).end();
  await expect(ask()).rejects.toMatchObject({ code: "Declined", exitStatus: 1 });
});

test("where nobody can be asked it must have been said beforehand", async () => {
  atKeyboard(false);
  await expect(ask()).rejects.toMatchObject({ code: "NotConfirmed", exitStatus: 2 });
  await expect(ask(true)).resolves.toBeUndefined();
});
