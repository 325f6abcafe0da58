import type { Address } from "@podpath/access-path";
import { describeFailure, dial } from "../dial.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { TcpStream } from "../tcp-stream.ts";
import { lastValue, readOptions, readSeconds, type OptionSpec } from "./options.ts";
import { pump } from "./pump.ts";

const SPEC: OptionSpec = {
  "-z": { key: "scan", value: false },
  "-v": { key: "verbose", value: false },
  "-n": { key: "ignored", value: false },
  "-u": { key: "udp", value: false },
  "-4": { key: "ipv4", value: false },
  "-6": { key: "ipv6", value: false },
  "-w": { key: "wait", value: true },
};

interface Target {
  readonly address: Address;
  readonly port: number;
  readonly limitMs: number;
  readonly verbose: boolean;
}

export const nc: Command = {
  name: "nc",
  aliases: ["netcat", "ncat"],
  summary: { zh: "试 TCP/UDP 端口（nc -zv 地址 端口）", en: "try a TCP or UDP port (nc -zv ADDRESS PORT)" },
  run: (context) => {
    const options = readOptions(context.args, SPEC);
    const { flags, operands, problem } = options;
    const [host, portText = ""] = operands;
    const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
    if (problem !== null || host === undefined || port < 1 || port > 65_535) {
      return tell(context, "usage: nc [-46nuvz] [-w SECONDS] ADDRESS PORT", 1);
    }
    const address = chooseAddress(
      lookUp(host, context.shell.place),
      flags.has("ipv4") ? 4 : flags.has("ipv6") ? 6 : null,
    );
    if (address === null) {
      return tell(context, `nc: getaddrinfo for host "${host}" port ${port}: Temporary failure in name resolution`, 1);
    }
    const limitMs = readSeconds(lastValue(options, "wait") ?? "") ?? Infinity;
    const target = { address, port, limitMs, verbose: flags.has("verbose") };
    return flags.has("udp") ? tryUdp(context, target) : tryTcp(context, target, flags.has("scan"));
  },
};

function tell(context: CommandContext, line: string, status: number): number {
  context.stderr.write(`${line}\n`);
  return status;
}

async function tryTcp(context: CommandContext, target: Target, scanOnly: boolean): Promise<number> {
  const { address, port, limitMs, verbose } = target;
  const attempt = await dial(context.shell, context.stderr, context.job, address, port, limitMs);
  if (attempt.kind === "connected") {
    if (verbose) tell(context, `Connection to ${address} ${port} port [tcp/*] succeeded!`, 0);
    if (!scanOnly) await pump(context, new TcpStream(attempt));
    return 0;
  }
  if (!verbose) return 1;
  const ownLimit = attempt.kind === "timed-out" && !attempt.gaveUp;
  const why = ownLimit ? "timed out: Operation now in progress" : `failed: ${describeFailure(attempt)}`;
  return tell(context, `nc: connect to ${address} port ${port} (tcp) ${why}`, 1);
}

/** Without an answer UDP cannot tell a listener from a drop: only a refusal is certain, as with the real program. */
function tryUdp(context: CommandContext, { address, port, verbose }: Target): number {
  const { surroundings, place } = context.shell;
  const fate = surroundings.network.send(place.machine(), address, "udp", port);
  const refused = fate.kind === "unreachable" || (fate.kind === "arrived" && !fate.at.listeners.udp(port));
  if (refused) return 1;
  return verbose ? tell(context, `Connection to ${address} ${port} port [udp/*] succeeded!`, 0) : 0;
}
