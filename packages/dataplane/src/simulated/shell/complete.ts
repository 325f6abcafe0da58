import { resolvePath } from "../files.ts";
import type { Shell } from "./shell.ts";

/** What Tab adds: as much of a program's or a file's name as all candidates share; null where that is nothing. */
export function complete(before: string, shell: Shell, programs: readonly string[]): string | null {
  const word = /[^\s;&|<>]*$/.exec(before)![0];
  const first = /(^|[;&|(])\s*$/.test(before.slice(0, before.length - word.length));
  const candidates = first && !word.includes("/") ? programs : paths(word, shell);
  const fitting = [...new Set(candidates.filter((candidate) => candidate.startsWith(word)))];
  const [only] = fitting;
  if (only === undefined) return null;
  const whole = fitting.length === 1 && !only.endsWith("/") ? `${only} ` : commonPrefix(fitting);
  return whole.length > word.length ? whole.slice(word.length) : null;
}

function paths(word: string, { place, folder }: Shell): string[] {
  const base = word.slice(0, word.lastIndexOf("/") + 1);
  const inside = resolvePath(folder, base === "" ? "." : base);
  const suffix = (name: string): string => (place.files.isFolder(resolvePath(inside, name)) ? "/" : "");
  return place.files.list(inside).map((name) => `${base}${name}${suffix(name)}`);
}

function commonPrefix(texts: readonly string[]): string {
  return texts.reduce((prefix, text) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === text[length]) length++;
    return prefix.slice(0, length);
  });
}
