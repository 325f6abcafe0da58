import { shellDate } from "../nginx/dates.ts";
import type { Command } from "../shell/command.ts";
import type { Output } from "../streams.ts";

/** Programs of a line or two. */
export const BASICS: readonly Command[] = [
  { name: "true", aliases: [":"], run: () => 0 },
  { name: "false", run: () => 1 },
  {
    name: "echo",
    run: ({ args, stdout }) => {
      const options = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
      const flags = args.slice(0, options < 0 ? args.length : options).join("");
      const text = args.slice(options < 0 ? args.length : options).join(" ");
      stdout.write((flags.includes("e") ? unescape(text) : text) + (flags.includes("n") ? "" : "\n"));
      return 0;
    },
  },
  {
    name: "printf",
    run: ({ args: [format = "", ...values], stdout }) => {
      do
        stdout.write(
          unescape(format).replace(/%[sd%]/g, (directive) => (directive === "%%" ? "%" : (values.shift() ?? ""))),
        );
      while (values.length > 0 && /%[sd]/.test(format));
      return 0;
    },
  },
  {
    name: "env",
    aliases: ["printenv"],
    run: ({ args, stdout, shell }) => {
      if (args.length > 0) {
        const found = args.map((name) => shell.variables.get(name)).filter((value) => value !== undefined);
        stdout.write(found.map((value) => `${value}\n`).join(""));
        return found.length === args.length ? 0 : 1;
      }
      stdout.write([...shell.variables].map(([name, value]) => `${name}=${value}\n`).join(""));
      return 0;
    },
  },
  {
    name: "date",
    run: ({ args, stdout, shell }) => {
      const now = shell.surroundings.clock.now();
      stdout.write(args[0] === "+%s" ? `${Math.floor(now / 1000)}\n` : `${shellDate(now)}\n`);
      return 0;
    },
  },
  { name: "whoami", run: ({ stdout }) => print(stdout, "root") },
  {
    name: "id",
    run: ({ args, stdout }) => print(stdout, args.length === 0 ? "uid=0(root) gid=0(root) groups=0(root)" : "0"),
  },
  {
    name: "uname",
    run: ({ args, stdout, shell }) => {
      const { hostname } = shell.place.machine();
      if (args.includes("-a")) return print(stdout, `Linux ${hostname} simulated`);
      return print(stdout, args.includes("-n") ? hostname : args.includes("-r") ? "simulated" : "Linux");
    },
  },
  {
    name: "sleep",
    run: async ({ args, stderr, job }) => {
      if (args.includes("infinity") || args.includes("inf")) return job.forever();
      const seconds = args.map(secondsOf);
      if (args.length === 0 || seconds.some(Number.isNaN)) {
        stderr.write(
          args.length === 0 ? "sleep: missing operand\n" : `sleep: invalid time interval ‘${args.join(" ")}’\n`,
        );
        return 1;
      }
      await job.sleep(seconds.reduce((sum, one) => sum + one, 0) * 1000);
      return 0;
    },
  },
];

function print(stdout: Output, line: string): number {
  stdout.write(`${line}\n`);
  return 0;
}

/** `5`, `0.5s`, `2m` */
function secondsOf(text: string): number {
  const parts = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  const units: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return parts === null ? Number.NaN : Number(parts[1]) * units[parts[2]!]!;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  e: "\x1b",
  a: "\x07",
  b: "\b",
  "0": "\0",
};

function unescape(text: string): string {
  return text.replace(/\\([ntreab0\\])/g, (_, letter: string) => ESCAPES[letter]!);
}
