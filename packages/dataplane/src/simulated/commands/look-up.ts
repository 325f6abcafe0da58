import { canonicalAddress } from "@podpath/access-path";
import { isIpv6 } from "../machine.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { lookUp } from "../name-service.ts";

const NO_SERVER = {
  zh: "这里没有可用的域名服务器，只认 /etc/hosts 里的名字；访问 Pod 请直接用 IP。",
  en: "no name server answers here, only the names in /etc/hosts are known; use the Pod's address.",
};

export const nslookup: Command = {
  name: "nslookup",
  aliases: ["dig", "host"],
  summary: { zh: "查域名（这里没有域名服务器）", en: "ask for a name (there is no name server here)" },
  run: (context) => {
    const { stdout, shell } = context;
    stdout.write(";; communications error to 127.0.0.1#53: connection refused\n");
    stdout.write(";; no servers could be reached\n");
    stdout.write(`${shell.surroundings.voice.say(NO_SERVER)}\n`);
    return 1;
  },
};

export const getent: Command = {
  name: "getent",
  summary: { zh: "查 /etc/hosts", en: "look a name up in /etc/hosts" },
  run: ({ args: [database, ...names], stdout, stderr, shell }) => {
    if (!["hosts", "ahosts", "ahostsv4", "ahostsv6"].includes(database ?? "")) {
      stderr.write(`getent: Unknown database: ${database ?? ""} (simulated: hosts, ahosts)\n`);
      return 1;
    }
    const lines = names.flatMap((name) =>
      hostLines(database!, name, shell.place.files.read("/etc/hosts") ?? "", lookUp(name, shell.place)),
    );
    stdout.write(lines.map((line) => `${line}\n`).join(""));
    return lines.length === 0 ? 2 : 0;
  },
};

function hostLines(database: string, name: string, hosts: string, found: readonly string[]): string[] {
  if (database === "hosts" && canonicalAddress(name) !== null) {
    const line = hosts.split("\n").find((candidate) => candidate.split(/\s+/)[0] === name);
    return line === undefined ? [] : [`${name.padEnd(15)} ${line.split(/\s+/).slice(1).join(" ")}`];
  }
  const wanted = found.filter(
    (address) => database === "hosts" || database === "ahosts" || isIpv6(address) === database.endsWith("6"),
  );
  if (database === "hosts") return wanted.map((address) => `${address.padEnd(15)} ${name}`);
  return wanted.flatMap((address) => [
    `${address.padEnd(15)} STREAM ${name}`,
    `${address.padEnd(15)} DGRAM`,
    `${address.padEnd(15)} RAW`,
  ]);
}

export const hostname: Command = {
  name: "hostname",
  run: ({ args, stdout, stderr, shell }) => {
    const { hostname: name, addresses } = shell.place.machine();
    if (args.length > 1) return refuse(stderr);
    switch (args[0]) {
      case undefined:
      case "-s":
      case "-f":
        stdout.write(`${name}\n`);
        return 0;
      case "-i":
      case "-I":
        stdout.write(`${addresses.join(" ")}\n`);
        return 0;
      default:
        return refuse(stderr);
    }
  },
};

function refuse(stderr: CommandContext["stderr"]): number {
  stderr.write("hostname: you must be root to change the host name\n");
  return 1;
}
