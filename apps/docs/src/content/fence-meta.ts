import type { Fence } from "./parts.ts";

/** What a command block says about how it is run. */
export type CommandBlock =
  | {
      readonly kind: "run";
      readonly id: string;
      /** What the reader types. */
      readonly shown: string;
      /** What is run in its place when pages are tested; the same unless the block says otherwise, with a reason. */
      readonly run: string;
      readonly exit: number;
      readonly line: number;
    }
  | { readonly kind: "not-run"; readonly reason: string; readonly line: number };

/** `key=value` and `key="several words"`. */
export function readMeta(meta: string): Readonly<Record<string, string>> {
  const pairs = meta.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g);
  return Object.fromEntries([...pairs].map(([, key, quoted, plain]) => [key!, quoted ?? plain ?? ""]));
}

/**
 * A command block of a page: `id=visit exit=28`, or `norun="the reason"`. `run="./lab up" because="…"` runs something else.
 *
 * @throws when a block says neither, so that no block is left out by accident
 */
export function readCommandBlock(fence: Fence): CommandBlock {
  const { id, exit = "0", run, because, norun } = readMeta(fence.meta);
  if (norun !== undefined && norun !== "") return { kind: "not-run", reason: norun, line: fence.line };
  if (id === undefined) throw new Error(`line ${fence.line}: a command block needs id=… or norun="why"`);
  if ((run === undefined) !== (because === undefined))
    throw new Error(`line ${fence.line}: run="…" and because="…" go together`);
  return { kind: "run", id, shown: fence.text, run: run ?? fence.text, exit: Number(exit), line: fence.line };
}
