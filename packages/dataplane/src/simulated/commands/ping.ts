import type { Address } from "@podpath/access-path";
import { Interrupted, SIGNAL } from "../job.ts";
import { isIpv6 } from "../machine.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { fastForwardLine } from "../voice.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { lastValue, readOptions, readSeconds, type OptionSpec } from "./options.ts";

const SPEC: OptionSpec = {
  "-c": { key: "count", value: true },
  "-W": { key: "wait", value: true },
  "-w": { key: "deadline", value: true },
  "-i": { key: "interval", value: true },
  "-s": { key: "size", value: true },
  "-q": { key: "quiet", value: false },
  "-n": { key: "ignored", value: false },
  "-4": { key: "ipv4", value: false },
  "-6": { key: "ipv6", value: false },
};

/** ping's own defaults: how long it waits for the last answers, and between two requests. */
const WAIT_MS = 10_000;
const INTERVAL_MS = 1000;
/** A packet leaves with this; every router takes one off. */
const TTL = 64;

interface PingPlan {
  readonly name: string;
  readonly address: Address;
  /** Infinity: until Ctrl-C. */
  readonly count: number;
  readonly waitMs: number;
  readonly intervalMs: number;
  readonly size: number;
  readonly quiet: boolean;
}

export const ping: Command = {
  name: "ping",
  aliases: ["ping6"],
  summary: { zh: "发 ICMP 回显请求", en: "send ICMP echo requests" },
  run: (context) => {
    const plan = readPlan(context);
    if (typeof plan === "string") {
      context.stderr.write(`ping: ${plan}\n`);
      return plan.startsWith("usage") ? 1 : 2;
    }
    return send(context, plan);
  },
};

function readPlan(context: CommandContext): PingPlan | string {
  const options = readOptions(context.args, SPEC);
  if (options.problem?.kind === "unknown") return `invalid option -- '${options.problem.option.replace(/^-+/, "")}'`;
  if (options.problem !== null) return `option requires an argument -- '${options.problem.option.slice(1)}'`;
  const name = options.operands.at(-1);
  if (name === undefined) return "usage error: Destination address required";
  const number = (key: string, otherwise: number): number => {
    const text = lastValue(options, key);
    return text === null ? otherwise : (readSeconds(text) ?? Number.NaN) / 1000;
  };
  const count = number("count", number("deadline", Infinity));
  const [wait, interval, size] = [
    number("wait", WAIT_MS / 1000),
    number("interval", INTERVAL_MS / 1000),
    number("size", 56),
  ];
  if ([count, wait, interval, size].some(Number.isNaN) || count < 1) return "invalid argument";
  const family = context.name.endsWith("6") || options.flags.has("ipv6") ? 6 : options.flags.has("ipv4") ? 4 : null;
  const address = chooseAddress(lookUp(name, context.shell.place), family);
  if (address === null) return `${name}: Temporary failure in name resolution`;
  return {
    name,
    address,
    count,
    waitMs: wait * 1000,
    intervalMs: interval * 1000,
    size,
    quiet: options.flags.has("quiet"),
  };
}

class Tally {
  sent = 0;
  received = 0;
  skippedMs = 0;
  elapsedMs = 0;
}

async function send(context: CommandContext, plan: PingPlan): Promise<number> {
  const tally = new Tally();
  try {
    while (tally.sent < plan.count) {
      if (tally.sent > 0) await pause(context, plan, tally);
      if (!echo(context, plan, tally)) return 2;
    }
    if (tally.received < tally.sent) await skip(context, tally, plan.waitMs);
  } catch (error) {
    // Ctrl-C is how people end it: it still counts up.
    if (!(error instanceof Interrupted) || error.signal !== SIGNAL.interrupt) throw error;
  }
  summarise(context, plan, tally);
  return tally.received > 0 ? 0 : 1;
}

/** One request. @returns false where there is no way to send it, and that was said */
function echo(
  { shell, stdout, stderr }: CommandContext,
  { name, address, size, quiet }: PingPlan,
  tally: Tally,
): boolean {
  const { network } = shell.surroundings;
  const machine = shell.place.machine();
  // An answered ping is an established connection: the rules don't see the requests that follow.
  const fate =
    tally.received > 0 ? network.follow(machine, address, "icmp", null) : network.send(machine, address, "icmp", null);
  if (fate.kind === "unreachable") {
    stderr.write("ping: connect: Network is unreachable\n");
    return false;
  }
  if (tally.sent === 0) stdout.write(`PING ${name} (${address}) ${sizeOf(address, size)}\n`);
  tally.sent++;
  if (fate.kind === "silence") return true;
  tally.received++;
  const answer = `${size + 8} bytes from ${address}: icmp_seq=${tally.sent} ttl=${TTL - fate.hops} (simulated)\n`;
  if (!quiet) stdout.write(answer);
  return true;
}

/** The headers' 28 bytes are counted for IPv4 alone. */
function sizeOf(address: Address, size: number): string {
  return isIpv6(address) ? `${size} data bytes` : `${size}(${size + 28}) bytes of data.`;
}

/** Between two requests: really, unless they go unanswered and their number is known. */
function pause(context: CommandContext, plan: PingPlan, tally: Tally): Promise<void> {
  tally.elapsedMs += plan.intervalMs;
  const answered = tally.received === tally.sent;
  return answered || plan.count === Infinity
    ? context.job.sleep(plan.intervalMs)
    : skip(context, tally, plan.intervalMs);
}

async function skip(context: CommandContext, tally: Tally, ms: number): Promise<void> {
  tally.skippedMs += ms;
  await context.shell.surroundings.skip(context.job, ms);
}

function summarise(
  { stdout, stderr, shell }: CommandContext,
  plan: PingPlan,
  { sent, received, skippedMs, elapsedMs }: Tally,
): void {
  if (skippedMs > 0) stderr.write(fastForwardLine(skippedMs, shell.surroundings.voice));
  const loss = Number((((sent - received) / sent) * 100).toFixed(4));
  stdout.write(`\n--- ${plan.name} ping statistics ---\n`);
  stdout.write(`${sent} packets transmitted, ${received} received, ${loss}% packet loss, time ${elapsedMs}ms\n`);
  if (received === 0) stdout.write("\n");
}
