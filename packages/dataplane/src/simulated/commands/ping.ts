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
  const { network } = context.shell.surroundings;
  const machine = context.shell.place.machine();
  const tally = new Tally();
  const first = network.send(machine, plan.address, "icmp", null);
  if (first.kind === "unreachable") {
    context.stderr.write("ping: connect: Network is unreachable\n");
    return 2;
  }
  const overhead = plan.size + (isIpv6(plan.address) ? 48 : 28);
  context.stdout.write(
    `PING ${plan.name} (${plan.address}) ${isIpv6(plan.address) ? `${plan.size} data bytes` : `${plan.size}(${overhead}) bytes of data.`}\n`,
  );
  try {
    for (let fate: typeof first | null = first; ; fate = null) {
      // An answered ping is an established connection: the rules don't see the requests that follow.
      const known = tally.received > 0 ? network.follow(machine, plan.address, "icmp", null) : null;
      const now = fate ?? known ?? network.send(machine, plan.address, "icmp", null);
      tally.sent++;
      if (now.kind === "arrived") {
        tally.received++;
        if (!plan.quiet)
          context.stdout.write(
            `${plan.size + 8} bytes from ${plan.address}: icmp_seq=${tally.sent} ttl=${TTL - now.hops} (simulated)\n`,
          );
      }
      if (tally.sent >= plan.count) break;
      await pause(context, plan, tally, now.kind === "arrived");
    }
    if (tally.received < tally.sent) await skip(context, tally, plan.waitMs);
  } catch (error) {
    if (error instanceof Interrupted && error.signal === SIGNAL.interrupt) summarise(context, plan, tally);
    throw error;
  }
  summarise(context, plan, tally);
  return tally.received > 0 ? 0 : 1;
}

/** Between two requests: really, unless they go unanswered and their number is known. */
async function pause(context: CommandContext, plan: PingPlan, tally: Tally, answered: boolean): Promise<void> {
  tally.elapsedMs += plan.intervalMs;
  if (answered || plan.count === Infinity) return context.job.sleep(plan.intervalMs);
  return skip(context, tally, plan.intervalMs);
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
