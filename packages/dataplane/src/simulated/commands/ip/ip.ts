import type { Command, CommandContext } from "../../shell/command.ts";
import { isIpv6 } from "../../machine.ts";
import { linksOf, type Link } from "./links.ts";
import { routeTo } from "./route-to.ts";
import { routesOf, rulesOf } from "./routes.ts";

const OBJECTS = ["address", "link", "route", "rule", "neighbour"] as const;
type ObjectName = (typeof OBJECTS)[number];

export const ip: Command = {
  name: "ip",
  summary: { zh: "看地址、路由和策略路由（只读）", en: "show addresses, routes and policy routing (read only)" },
  run: (context) => {
    const options = context.args.filter((arg) => arg.startsWith("-"));
    const [object = "help", ...words] = context.args.filter((arg) => !arg.startsWith("-"));
    const name = OBJECTS.find((candidate) => candidate.startsWith(object) || `${candidate}es` === object);
    if (name === undefined) return complain(context, `Object "${object}" is unknown, try "ip help".`, 1);
    const [verb = "show", ...rest] = words;
    if (name === "route" && verb === "get") return getRoute(context, rest);
    if (!["show", "list", "ls", "lst"].includes(verb) && !isName(context, verb, name))
      return refuse(context, name, verb);
    const wanted = isName(context, verb, name) ? words : rest;
    const lines = show(context, name, options, wanted);
    context.stdout.write(lines.map((line) => `${line}\n`).join(""));
    return 0;
  },
};

function complain({ stderr }: CommandContext, line: string, status: number): number {
  stderr.write(`${line}\n`);
  return status;
}

function getRoute(context: CommandContext, words: readonly string[]): number {
  const { place, surroundings } = context.shell;
  const route = routeTo(place.machine(), surroundings.network.snapshot(), words);
  if (route.kind === "unreachable") return complain(context, "RTNETLINK answers: Network is unreachable", 2);
  if (route.kind === "no-address")
    return complain(context, `Error: any valid prefix is expected rather than "${words[0] ?? ""}".`, 1);
  context.stdout.write(`${route.text} uid 0 \n    cache \n`);
  return 0;
}

/** All that changes something. */
function refuse(context: CommandContext, name: ObjectName, verb: string): number {
  const { voice } = context.shell.surroundings;
  const note = {
    zh: `这里的 ip 只能看：ip addr、ip link、ip route [show table N | get 地址]、ip rule。没有 ip ${name} ${verb}。`,
    en: `ip only shows things here: ip addr, ip link, ip route [show table N | get ADDRESS], ip rule. There is no ip ${name} ${verb}.`,
  };
  return complain(context, voice.say(note), 2);
}

/** `ip addr eth0` and `ip route table 4003`: `show` may be left out. */
function isName(context: CommandContext, verb: string, name: ObjectName): boolean {
  if (verb === "dev" || verb === "table") return true;
  return (name === "address" || name === "link") && linksHere(context).some((link) => link.name === verb);
}

function linksHere({ shell }: CommandContext): Link[] {
  return linksOf(shell.place.machine(), shell.surroundings.network.snapshot());
}

function show(
  context: CommandContext,
  name: ObjectName,
  options: readonly string[],
  words: readonly string[],
): string[] {
  const { shell } = context;
  const snapshot = shell.surroundings.network.snapshot();
  const machine = shell.place.machine();
  const family = options.includes("-6") ? 6 : 4;
  switch (name) {
    case "address":
    case "link": {
      const device = words.findLast((word) => word !== "dev");
      const links = linksHere(context).filter((link) => device === undefined || link.name === device);
      const families = options.includes("-6") ? [6] : options.includes("-4") ? [4] : [4, 6];
      if (options.includes("-br") || options.includes("-brief")) return links.map((link) => brief(link, name));
      if (options.includes("-o") && name === "address") return links.flatMap((link) => oneLines(link, families));
      return links.flatMap((link) => full(link, name, families));
    }
    case "route":
      return routesOf(machine, snapshot, family, tableOf(words));
    case "rule":
      return rulesOf(machine, snapshot, family);
    case "neighbour":
      return machine.kind === "pod" ? ["169.254.1.1 dev eth0 lladdr fe:ee:00:00:00:01 PERMANENT "] : [];
    default:
      return name satisfies never;
  }
}

function tableOf(words: readonly string[]): string {
  const at = words.indexOf("table");
  return at < 0 ? "main" : (words[at + 1] ?? "main");
}

function titleOf({ name, peer }: Link): string {
  return peer === null ? name : `${name}@${peer}`;
}

function brief(link: Link, what: "address" | "link"): string {
  const state = link.name === "lo" ? "UNKNOWN" : "UP";
  return `${titleOf(link).padEnd(16)} ${state.padEnd(14)} ${what === "link" ? link.mac : link.addresses.join(" ")} `;
}

function oneLines(link: Link, families: readonly number[]): string[] {
  return addressLines(link, families).map(
    ({ family, text }) =>
      `${link.index}: ${link.name}    ${family} ${text}\\       valid_lft forever preferred_lft forever`,
  );
}

function full(link: Link, what: "address" | "link", families: readonly number[]): string[] {
  const loopback = link.name === "lo";
  const flags = loopback ? "LOOPBACK,UP,LOWER_UP" : "BROADCAST,MULTICAST,UP,LOWER_UP";
  const state = loopback ? "UNKNOWN" : "UP";
  const mode = what === "link" ? "mode DEFAULT " : "";
  const head = `${link.index}: ${titleOf(link)}: <${flags}> mtu ${loopback ? 65536 : 1500} qdisc noqueue state ${state} ${mode}group default qlen 1000`;
  const mac = loopback
    ? `    link/loopback ${link.mac} brd 00:00:00:00:00:00`
    : `    link/ether ${link.mac} brd ff:ff:ff:ff:ff:ff`;
  if (what === "link") return [head, mac];
  const lines = addressLines(link, families);
  return [
    head,
    mac,
    ...lines.flatMap(({ family, text }) => [`    ${family} ${text}`, "       valid_lft forever preferred_lft forever"]),
  ];
}

function addressLines(link: Link, families: readonly number[]): { readonly family: string; readonly text: string }[] {
  const scope = link.name === "lo" ? "host" : "global";
  return link.addresses
    .filter((address) => families.includes(isIpv6(address) ? 6 : 4))
    .map((address) =>
      isIpv6(address)
        ? { family: "inet6", text: `${address} scope ${scope} ` }
        : { family: "inet", text: `${address} scope ${scope} ${link.name}` },
    );
}
