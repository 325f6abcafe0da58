import { spawn, spawnSync } from "node:child_process";
import { isBuiltin } from "node:module";
import { closeSync, openSync, readFileSync } from "node:fs";

/** A uid that nobody has here: root drops to it first, so that nothing in the namespace is root outside it. */
const NOBODY_ELSE = "64123";

/** Why the kernel can't be asked here, or null when it can. Tried, not read from settings. */
export function whyNoKernel(): string | null {
  if (process.platform !== "linux") return "needs Linux";
  if (!isBuiltin("node:ffi")) return "needs a Node with node:ffi";
  const [program = "", ...args] = namespaceCommand([
    "sh",
    "-c",
    "ip link add w0 type veth peer name w1 && nft list ruleset",
  ]);
  const { status, stderr, error } = spawnSync(program, args, { cwd: "/", env: ENVIRONMENT, encoding: "utf8" });
  return status === 0 ? null : `no user and network namespace: ${error?.message ?? stderr.trim()}`;
}

const ENVIRONMENT = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin` };

function namespaceCommand(command: readonly string[]): string[] {
  const drop = ["setpriv", "--reuid", NOBODY_ELSE, "--regid", NOBODY_ELSE, "--clear-groups"];
  return [...(process.getuid?.() === 0 ? drop : []), "unshare", "--user", "--map-root-user", "--net", "--", ...command];
}

/**
 * Run the sender in a namespace of its own: it gets `input` and gives its whole output. Node itself is handed over as an open
 * file, because the dropped user may not be able to walk to it.
 */
export async function runSender(input: Iterable<Buffer>): Promise<Buffer> {
  const text = readFileSync(new URL("sender.ts", import.meta.url), "utf8");
  const node = openSync(process.execPath, "r");
  const flags = ["--no-warnings", "--input-type=module-typescript", "--eval", text];
  const [program = "", ...args] = namespaceCommand(["/proc/self/fd/3", ...flags]);
  const { child, stdin, stdout, stderr } = start(program, args, node);
  closeSync(node);
  const errors: Buffer[] = [];
  stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  stdin.on("error", () => undefined); // a sender that has died says why on its way out
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const output = collect(stdout);
  for (const chunk of input) {
    if (child.exitCode !== null) break;
    if (!stdin.write(chunk)) await drained(stdin, ended);
  }
  stdin.end();
  const status = await ended;
  if (status !== 0) throw new Error(`the sender ended with ${status}: ${Buffer.concat(errors).toString()}`);
  return output;
}

function start(program: string, args: readonly string[], node: number) {
  const child = spawn(program, args, { cwd: "/", env: ENVIRONMENT, stdio: ["pipe", "pipe", "pipe", node] });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error("a pipe is missing");
  return { child, stdin, stdout, stderr };
}

async function drained(stream: NodeJS.WritableStream, ended: Promise<unknown>): Promise<void> {
  await Promise.race([new Promise((resolve) => stream.once("drain", resolve)), ended]);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
