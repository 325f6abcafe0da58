import { dial, describeFailure } from "../dial.ts";
import { resolvePath } from "../files.ts";
import type { Job } from "../job.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { NO_INPUT, Pipe, type Input, type Output } from "../streams.ts";
import type { Io, Shell } from "./shell.ts";
import type { Redirect } from "./syntax.ts";

/** bash's way to try a TCP port without any program: `</dev/tcp/10.0.35.150/80`. */
const DEV_TCP = /^\/dev\/tcp\/([^/]+)\/(\d{1,5})$/;

/**
 * Put a command's streams where its redirections say, in order.
 *
 * @param textOf a redirection's word, expanded
 * @returns null where a file could not be opened, and that was said
 */
export async function redirect(
  redirects: readonly Redirect[],
  shell: Shell,
  io: Io,
  job: Job,
  textOf: (redirect: Exclude<Redirect, { kind: "duplicate" }>) => Promise<string>,
): Promise<Io | null> {
  let result = io;
  for (const one of redirects) {
    if (one.kind === "duplicate") {
      result = withStream(result, one.stream, one.of === 1 ? result.stdout : result.stderr);
      continue;
    }
    const next = await open(one, await textOf(one), shell, result, job);
    if (next === null) return null;
    result = next;
  }
  return result;
}

function withStream(io: Io, stream: 1 | 2, output: Output): Io {
  return stream === 1 ? { ...io, stdout: output } : { ...io, stderr: output };
}

async function open(
  one: Exclude<Redirect, { kind: "duplicate" }>,
  name: string,
  shell: Shell,
  io: Io,
  job: Job,
): Promise<Io | null> {
  const path = resolvePath(shell.folder, name);
  const address = DEV_TCP.exec(path);
  if (address !== null) {
    if (!(await connects(address[1]!, Number(address[2]), shell, io, job))) return null;
    return one.kind === "read" ? { ...io, stdin: NO_INPUT } : io;
  }
  const opened = one.kind === "read" ? readFrom(path, shell) : writeTo(path, one.append, shell, io);
  if (opened === null) return complain(name, path, shell, io);
  return one.kind === "read" ? { ...io, stdin: opened as Input } : withStream(io, one.stream, opened as Output);
}

function complain(name: string, path: string, shell: Shell, io: Io): null {
  const problem = shell.place.files.isFolder(path) ? "Is a directory" : "No such file or directory";
  io.stderr.write(`sh: ${name}: ${problem}\n`);
  return null;
}

async function connects(host: string, port: number, shell: Shell, io: Io, job: Job): Promise<boolean> {
  const address = chooseAddress(lookUp(host, shell.place), null);
  const attempt = address === null ? null : await dial(shell, io.stderr, job, address, port, Infinity);
  if (attempt?.kind === "connected") return true;
  const why = attempt === null ? "Temporary failure in name resolution" : describeFailure(attempt);
  if (attempt === null) io.stderr.write(`sh: ${host}: ${why}\n`);
  else io.stderr.write(`sh: connect: ${why}\nsh: /dev/tcp/${host}/${port}: ${why}\n`);
  return false;
}

function readFrom(path: string, shell: Shell): Input | null {
  const text = shell.place.files.read(path);
  if (text === null) return null;
  const pipe = new Pipe();
  pipe.write(text);
  pipe.end();
  return pipe;
}

function writeTo(path: string, append: boolean, shell: Shell, io: Io): Output | null {
  const { files } = shell.place;
  if (path === "/dev/stdout") return io.stdout;
  if (path === "/dev/stderr") return io.stderr;
  if (!files.write(path, append ? (files.read(path) ?? "") : "")) return null;
  return { isTerminal: false, write: (text) => void files.write(path, (files.read(path) ?? "") + text) };
}
