import { closeSync } from "node:fs";
import { Conversation, type Marker } from "./conversation.ts";
import type { Identity } from "./identity.ts";
import { BATCH, PipePool } from "./pipes.ts";
import { childrenOf, isExiting, kill } from "./procfs.ts";
import type { Programs } from "./programs.ts";
import { launch, launchOnTerminal, type OnTerminal, type Running, type Stdio, type Terminal } from "./spawn.ts";
import { within } from "./wait.ts";

/**
 * PID 1 of the lab. Its /run is a small file system of its own; it holds the namespaces until its input ends, which the
 * kernel brings about when the caller dies in whatever way. SIGCHLD is ignored so that orphans leave no zombies.
 */
const INIT = `
set -e
mount -t tmpfs -o mode=755,size=16m podpath /run
mkdir /run/pipes
: > /run/rules
cd /run/pipes
i=0; names=; while [ $i -lt "$1" ]; do names="$names $i"; i=$((i+1)); done
mkfifo -m 600 $names
cd /
shift
for setting; do echo "\${setting#*=}" > "/proc/sys/\${setting%%=*}" || :; done
echo ready
exec env --ignore-signal=CHLD cat > /dev/null 2>&1
`;

/** The fabric forwards for everybody and answers ARP for every address that it knows a way to. */
const FABRIC_SETTINGS = [
  "net/ipv4/ip_forward=1",
  "net/ipv4/conf/all/rp_filter=0",
  "net/ipv4/conf/default/rp_filter=0",
  "net/ipv4/conf/all/send_redirects=0",
  "net/ipv4/conf/default/send_redirects=0",
  "net/ipv4/conf/default/proxy_arp=1",
  "net/ipv6/conf/all/forwarding=1",
  "net/ipv6/conf/default/accept_dad=0",
  "net/ipv6/conf/default/dad_transmits=0",
];

const READY_MS = 10_000;
/** The kernel may take a second to take a lab's namespaces apart. */
const ENDING_MS = 10_000;

/** A program that stays inside and takes commands. */
export interface Talker {
  readonly conversation: Conversation;
  /** Host pid of the program itself, not of what brought it inside. */
  hostPid(): number;
  close(): void;
}

/** The private namespaces of one account. Their own network namespace is the VPC's fabric. */
export class Lab {
  readonly programs: Programs;
  /** The lab's file system as the host sees it. */
  readonly root: string;
  readonly pipes: PipePool;
  readonly exited: Promise<number>;
  readonly #identity: Identity;
  /** Host pid of PID 1; null once it is gone, since the number may then be anybody's. */
  #init: number | null;
  #closing = false;

  private constructor(programs: Programs, identity: Identity, init: number, exited: Promise<number>) {
    this.programs = programs;
    this.#identity = identity;
    this.#init = init;
    this.exited = exited.finally(() => (this.#init = null));
    this.root = `/proc/${init}/root`;
    this.pipes = new PipePool(this.root, BATCH, (from, count) => this.#makePipes(from, count));
  }

  /** @throws Error with what the programs said, if this machine refuses one of the namespaces */
  static async open(programs: Programs, identity: Identity): Promise<Lab> {
    const namespaces = ["--user", "--map-root-user", "--net", "--mount", "--pid", "--uts", "--ipc"];
    const unshare = [programs.unshare, ...namespaces, "--fork", "--mount-proc", "--kill-child"];
    const init = ["/bin/sh", "-c", INIT, "sh", String(BATCH), ...FABRIC_SETTINGS];
    const argv = [programs.setpriv, "--pdeathsig", "KILL", ...unshare, ...init];
    const outer = launch({ argv, stdio: ["pipe", "pipe", "pipe"], identity });
    const heard = await within(firstWords(outer), READY_MS, "making the lab's namespaces").catch(String);
    if (heard !== "ready\n") {
      outer.kill();
      throw new Error(`the lab's namespaces could not be made: ${heard.trim()}`);
    }
    return new Lab(programs, identity, childrenOf(outer.pid)[0]!, outer.exited);
  }

  /** Run a program inside, as root of the lab, who is nobody outside. */
  run(argv: readonly string[], stdio: readonly Stdio[]): Running {
    return launch({ argv: [...this.#enter(), ...argv], stdio, identity: this.#identity });
  }

  /** Run a program outside, as whoever the lab belongs to: what then enters namespaces below the lab's by itself. */
  runOutside(argv: readonly string[], stdio: readonly Stdio[]): Running {
    return launch({ argv, stdio, identity: this.#identity });
  }

  /** The same on a terminal. */
  runOnTerminal(argv: readonly string[], terminal: Terminal, heard: (chunk: Uint8Array) => void): Promise<OnTerminal> {
    return launchOnTerminal({ argv, identity: this.#identity }, this.programs.setpriv, terminal, heard);
  }

  /**
   * Start a program inside that takes commands line by line and stays. The lab ends with it, if it ends by itself: a lab that
   * doesn't obey is worse than none.
   */
  async converse(name: string, argv: readonly string[], marker: Marker): Promise<Talker> {
    const output = await this.pipes.takeOutput();
    const program = this.run(argv, ["pipe", output.childFd, output.childFd]);
    closeSync(output.childFd);
    let wanted = true;
    void program.exited.then(() => (wanted ? this.close() : undefined));
    return {
      conversation: new Conversation(name, program, output.stream, marker),
      hostPid: () => childrenOf(program.pid)[0] ?? Number.NaN,
      close: () => {
        wanted = false;
        program.kill();
      },
    };
  }

  /** Asked when a part of it has failed: whether the whole is lost. Resolves when it is gone then. */
  async isLost(): Promise<boolean> {
    if (!this.#closing && this.#init !== null && !isExiting(this.#init)) return false;
    await within(this.exited, ENDING_MS, "the lab's end").catch(() => {});
    return true;
  }

  /** Kills the lab's PID 1, and so everything inside; resolves when all of it is gone. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#init !== null) kill(this.#init);
    await this.exited;
  }

  #enter(): string[] {
    const target = ["-t", String(this.#init ?? "gone"), "--user", "--preserve-credentials"];
    return [this.programs.nsenter, ...target, "--net", "--mount", "--pid", "--uts", "--ipc", "--"];
  }

  async #makePipes(from: number, count: number): Promise<void> {
    const names = Array.from({ length: count }, (_, i) => `/run/pipes/${from + i}`);
    const status = await this.run(["mkfifo", "-m", "600", ...names], ["ignore", "ignore", "ignore"]).exited;
    if (status !== 0) throw new Error(`mkfifo inside the lab ended with status ${status}`);
  }
}

/** What a program says first: `ready`, or all its complaints once it has ended. */
function firstWords(program: Running): Promise<string> {
  const [, stdout, stderr] = program.pipes;
  return new Promise((resolve) => {
    let complaints = "";
    stderr!.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    stdout!.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    stderr!.once("close", () => void program.exited.then((status) => resolve(complaints || `status ${status}`)));
  });
}
