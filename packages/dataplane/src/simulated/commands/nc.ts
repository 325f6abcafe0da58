import type { Command, CommandContext } from "../shell/command.ts";
import { describeFailure, dial } from "../dial.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { lastValue, readOptions, readSeconds, type OptionSpec } from "./options.ts";

const SPEC: OptionSpec = {
  "-z": { key: "scan", value: false },
  "-v": { key: "verbose", value: false },
  "-n": { key: "ignored", value: false },
  "-u": { key: "udp", value: false },
  "-4": { key: "ipv4", value: false },
  "-6": { key: "ipv6", value: false },
  "-w": { key: "wait", value: true },
};

export const nc: Command = {
  name: "nc",
  aliases: ["netcat", "ncat"],
  summary: { zh: "探测 TCP/UDP 端口（nc -zv 地址 端口）", en: "try a TCP or UDP port (nc -zv ADDRESS PORT)" },
  run: (context) => {
    const options = readOptions(context.args, SPEC);
    const [host, portText = ""] = options.operands;
    const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
    if (options.problem !== null || host === undefined || port < 1 || port > 65_535 || !options.flags.has("scan")) {
      const note = { zh: "nc 在这里只会探测端口：", en: "nc only tries ports here:" };
      context.stderr.write(
        `${context.shell.surroundings.voice.say(note)}\nusage: nc -z [-46nuv] [-w SECONDS] ADDRESS PORT\n`,
      );
      return 1;
    }
    const family = options.flags.has("ipv4") ? 4 : options.flags.has("ipv6") ? 6 : null;
    const address = chooseAddress(lookUp(host, context.shell.place), family);
    if (address === null)
      return tell(context, `nc: getaddrinfo for host "${host}" port ${port}: Temporary failure in name resolution`, 1);
    const limitMs = readSeconds(lastValue(options, "wait") ?? "") ?? Infinity;
    const verbose = options.flags.has("verbose");
    return options.flags.has("udp")
      ? tryUdp(context, address, port, verbose)
      : tryTcp(context, address, port, limitMs, verbose);
  },
};

function tell(context: CommandContext, line: string, status: number): number {
  context.stderr.write(`${line}\n`);
  return status;
}

async function tryTcp(
  context: CommandContext,
  address: string,
  port: number,
  limitMs: number,
  verbose: boolean,
): Promise<number> {
  const attempt = await dial(context.shell, context.stderr, context.job, address, port, limitMs);
  if (attempt.kind === "connected")
    return verbose ? tell(context, `Connection to ${address} ${port} port [tcp/*] succeeded!`, 0) : 0;
  const shown =
    attempt.kind === "timed-out" && !attempt.gaveUp
      ? "timed out: Operation now in progress"
      : `failed: ${describeFailure(attempt)}`;
  return verbose ? tell(context, `nc: connect to ${address} port ${port} (tcp) ${shown}`, 1) : 1;
}

/** Without an answer UDP cannot tell a listener from a drop: only a refusal is certain, as with the real program. */
function tryUdp(context: CommandContext, address: string, port: number, verbose: boolean): number {
  const fate = context.shell.surroundings.network.send(context.shell.place.machine(), address, "udp", port);
  const refused = fate.kind === "unreachable" || (fate.kind === "arrived" && !fate.at.listeners.udp(port));
  if (refused) return 1;
  return verbose ? tell(context, `Connection to ${address} ${port} port [udp/*] succeeded!`, 0) : 0;
}
