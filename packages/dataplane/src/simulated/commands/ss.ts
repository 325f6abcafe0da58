import type { Command } from "../shell/command.ts";

export const ss: Command = {
  name: "ss",
  aliases: ["netstat"],
  summary: { zh: "看本机在监听哪些端口（ss -lnt）", en: "show what listens here (ss -lnt)" },
  run: ({ args, stdout, shell }) => {
    const { listeners } = shell.place.machine();
    const letters = args.filter((arg) => /^-[a-z0-9]+$/i.test(arg)).join("");
    const udp = letters.includes("u");
    const tcp = letters.includes("t") || !udp;
    const rows = letters.includes("l") || letters.includes("a") ? listening(listeners, tcp, udp) : [];
    const lines = letters.includes("H")
      ? rows
      : [["State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port"], ...rows];
    stdout.write(
      columns(tcp && udp ? withProtocol(lines, letters.includes("H")) : lines.map((line) => line.slice(0, 5))),
    );
    return 0;
  },
};

type Row = readonly string[];

function listening(
  listeners: { ports(protocol: "tcp" | "udp"): readonly number[] },
  tcp: boolean,
  udp: boolean,
): Row[] {
  const rows = (protocol: "tcp" | "udp"): Row[] =>
    listeners
      .ports(protocol)
      .flatMap((port) =>
        [`0.0.0.0:${port}`, `[::]:${port}`].map((local) => [
          protocol === "tcp" ? "LISTEN" : "UNCONN",
          "0",
          protocol === "tcp" ? "511" : "0",
          local,
          local.replace(/\d+$/, "*"),
          protocol,
        ]),
      );
  return [...(tcp ? rows("tcp") : []), ...(udp ? rows("udp") : [])];
}

function withProtocol(lines: readonly Row[], noHead: boolean): Row[] {
  return lines.map((line, index) => [line[5] ?? (index === 0 && !noHead ? "Netid" : ""), ...line.slice(0, 5)]);
}

function columns(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" ")}\n`).join("");
}
