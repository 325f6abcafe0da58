import { dial, describeFailure } from "../dial.ts";
import { resolvePath } from "../files.ts";
import type { Job } from "../job.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { NO_INPUT, Pipe } from "../streams.ts";
import { TcpStream } from "../tcp-stream.ts";
import type { Opened } from "./descriptors.ts";
import type { Io, Shell } from "./shell.ts";
import type { Redirect } from "./syntax.ts";

/** bash's way to the network without any program: `</dev/tcp/10.0.35.150/80`, `>/dev/udp/10.0.35.150/53`. */
const DEV_NETWORK = /^\/dev\/(tcp|udp)\/([^/]+)\/(\d{1,5})$/;

type Mode = Extract<Redirect, { kind: "open" }>["mode"];

/** @returns null where it could not be opened, and that was said */
export function openPath(
  name: string,
  mode: Mode,
  shell: Shell,
  io: Io,
  job: Job,
): Promise<Opened | null> | Opened | null {
  const path = resolvePath(shell.folder, name);
  const network = DEV_NETWORK.exec(path);
  if (network === null) return openFile(path, mode, shell, io) ?? complain(name, path, shell, io);
  const [, protocol, host, port] = network as unknown as [string, "tcp" | "udp", string, string];
  return protocol === "tcp" ? openTcp(host, Number(port), shell, io, job) : openUdp(host, Number(port), shell, io);
}

function openFile(path: string, mode: Mode, shell: Shell, io: Io): Opened | null {
  const { files } = shell.place;
  if (path === "/dev/stdin") return { input: io.stdin, output: null };
  if (path === "/dev/stdout") return { input: null, output: io.stdout };
  if (path === "/dev/stderr") return { input: null, output: io.stderr };
  const before = files.read(path);
  if (mode === "read") return before === null ? null : { input: filled(before), output: null };
  if (!files.write(path, mode === "write" ? "" : (before ?? ""))) return null;
  const write = (text: string): void => void files.write(path, (files.read(path) ?? "") + text);
  return { input: mode === "both" ? filled(before ?? "") : null, output: { isTerminal: false, write } };
}

function filled(text: string): Pipe {
  const pipe = new Pipe();
  pipe.write(text);
  pipe.end();
  return pipe;
}

function complain(name: string, path: string, shell: Shell, io: Io): null {
  const problem = shell.place.files.isFolder(path) ? "Is a directory" : "No such file or directory";
  io.stderr.write(`sh: ${name}: ${problem}\n`);
  return null;
}

async function openTcp(host: string, port: number, shell: Shell, io: Io, job: Job): Promise<Opened | null> {
  const address = chooseAddress(lookUp(host, shell.place), null);
  if (address === null) return unknownHost(host, io);
  const attempt = await dial(shell, io.stderr, job, address, port, Infinity);
  if (attempt.kind === "connected") {
    const stream = new TcpStream(attempt);
    return { input: stream, output: stream };
  }
  const why = describeFailure(attempt);
  io.stderr.write(`sh: connect: ${why}\nsh: /dev/tcp/${host}/${port}: ${why}\n`);
  return null;
}

/** Each write is a datagram; whether one arrives, UDP doesn't say. */
function openUdp(host: string, port: number, { surroundings, place }: Shell, io: Io): Opened | null {
  const address = chooseAddress(lookUp(host, place), null);
  if (address === null) return unknownHost(host, io);
  const write = (): void => void surroundings.network.send(place.machine(), address, "udp", port);
  return { input: NO_INPUT, output: { isTerminal: false, write } };
}

function unknownHost(host: string, io: Io): null {
  io.stderr.write(`sh: ${host}: Temporary failure in name resolution\n`);
  return null;
}
