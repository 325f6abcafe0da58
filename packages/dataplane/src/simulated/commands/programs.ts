import type { Text } from "@podpath/access-path";
import type { Command } from "../shell/command.ts";
import { ShellExit } from "../shell/control.ts";
import { Runner, type Programs } from "../shell/run.ts";
import { BASICS } from "./basics.ts";
import { curl } from "./curl/curl.ts";
import { FILES } from "./files.ts";
import { grep } from "./grep.ts";
import { ip } from "./ip/ip.ts";
import { makeTimeout } from "./limit.ts";
import { getent, hostname, nslookup } from "./look-up.ts";
import { nc } from "./nc.ts";
import { nginx } from "./nginx.ts";
import { PROCESSES } from "./processes.ts";
import { ping } from "./ping.ts";
import { makeSh, makeSource } from "./sh.ts";
import { ss } from "./ss.ts";
import { STATE } from "./state.ts";
import { telnet } from "./telnet.ts";
import { TERMINAL } from "./terminal.ts";
import { test } from "./test.ts";
import { TEXT } from "./text.ts";
import { wget } from "./wget.ts";

const FOLDERS = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

const runner = (): Runner => RUNNER;

const HELP: Command = {
  name: "help",
  summary: { zh: "这份清单", en: "this list" },
  run: ({ stdout, shell }) => {
    const { voice } = shell.surroundings;
    const width = Math.max(...SUMMARISED.map(({ name }) => name.length));
    const lines = SUMMARISED.map(({ name, summary }) => `  ${name.padEnd(width)}  ${voice.inline(summary)}`);
    const plain = `  ${PLAIN.map(({ name }) => name).join(" ")}`;
    stdout.write(
      [voice.say({ zh: "这里有这些命令：", en: "these commands are here:" }), ...lines, plain, ""].join("\n"),
    );
    return 0;
  },
};

/** Runs other programs: given the list, not in it by import. */
const WRAPPERS: readonly Command[] = [
  {
    name: "exec",
    run: async ({ args, shell, job, ...io }) => {
      if (args.length === 0) return 0;
      throw new ShellExit(await RUNNER.program(args, shell, io, job));
    },
  },
  makeTimeout(runner),
  {
    name: "command",
    aliases: ["which", "type"],
    run: ({ args, stdout }) => {
      const names = args.filter((arg) => !arg.startsWith("-"));
      const found = names.filter((name) => find(name) !== null);
      stdout.write(found.map((name) => `${name.includes("/") ? name : `/usr/bin/${name}`}\n`).join(""));
      return found.length === names.length ? 0 : 1;
    },
  },
];

const COMMANDS: readonly Command[] = [
  curl,
  ping,
  nc,
  telnet,
  wget,
  ip,
  ss,
  nslookup,
  getent,
  nginx,
  makeSh(runner, () => [...BY_NAME.keys()]),
  HELP,
  hostname,
  test,
  makeSource(runner),
  grep,
  ...FILES,
  ...TEXT,
  ...BASICS,
  ...STATE,
  ...PROCESSES,
  ...TERMINAL,
  ...WRAPPERS,
];

const SUMMARISED = COMMANDS.filter(
  (command): command is Command & { readonly summary: Text } => command.summary !== undefined,
);
const PLAIN = COMMANDS.filter(({ name, summary }) => summary === undefined && /^\w/.test(name));
const BY_NAME = new Map(
  COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command])),
);

/** By name, or by a path in a folder of programs. */
function find(name: string): Command | null {
  const slash = name.lastIndexOf("/");
  if (slash >= 0 && !FOLDERS.includes(name.slice(0, slash))) return null;
  return BY_NAME.get(name.slice(slash + 1)) ?? null;
}

/** Every program of a simulated machine, as data; what isn't here is refused with the list. */
export const PROGRAMS: Programs = {
  find,
  refuse: (name, voice) => {
    const list = [...SUMMARISED, ...PLAIN].map((command) => command.name).join(" ");
    const zh = `这里没有 ${name}，能用的命令有：${list}`;
    return voice.say({ zh, en: `${name}: not available here; these are: ${list}` });
  },
};

const RUNNER = new Runner(PROGRAMS);
