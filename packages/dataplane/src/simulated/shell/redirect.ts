import type { Job } from "../job.ts";
import { NO_INPUT, NO_OUTPUT } from "../streams.ts";
import type { Opened } from "./descriptors.ts";
import { openPath } from "./open.ts";
import type { Io, Shell } from "./shell.ts";
import type { Redirect, Word } from "./syntax.ts";

/**
 * Put a command's streams where its redirections say, in order. Descriptors from 3 up stay open in the shell.
 *
 * @param textOf expands a redirection's word
 * @returns null where something could not be opened, and that was said
 */
export async function redirect(
  redirects: readonly Redirect[],
  shell: Shell,
  io: Io,
  job: Job,
  textOf: (word: Word) => Promise<string>,
): Promise<Io | null> {
  let result = io;
  for (const one of redirects) {
    const { descriptor } = one;
    const text = await textOf(one.kind === "open" ? one.path : one.of);
    const opened =
      one.kind === "open" ? await openPath(text, one.mode, shell, result, job) : duplicated(text, shell, result);
    if (opened === null) return null;
    result = connect(descriptor, opened, shell, result);
  }
  return result;
}

/** Null: no such descriptor, and that was said. */
function duplicated(text: string, { descriptors }: Shell, io: Io): Opened | null {
  switch (text) {
    case "-":
      return CLOSED;
    case "0":
      return { input: io.stdin, output: null };
    case "1":
      return { input: null, output: io.stdout };
    case "2":
      return { input: null, output: io.stderr };
    default: {
      const found = descriptors.get(Number(text)) ?? null;
      if (found === null) io.stderr.write(`sh: ${text}: Bad file descriptor\n`);
      return found;
    }
  }
}

const CLOSED: Opened = { input: null, output: null };

function connect(descriptor: number, opened: Opened, { descriptors }: Shell, io: Io): Io {
  switch (descriptor) {
    case 0:
      return { ...io, stdin: opened.input ?? NO_INPUT };
    case 1:
      return { ...io, stdout: opened.output ?? NO_OUTPUT };
    case 2:
      return { ...io, stderr: opened.output ?? NO_OUTPUT };
    default:
      if (opened === CLOSED) descriptors.delete(descriptor);
      else descriptors.set(descriptor, opened);
      return io;
  }
}
