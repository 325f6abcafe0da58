import { SIGNAL } from "../job.ts";
import type { Command, CommandContext } from "../shell/command.ts";

/** Programs that look at what runs, or end it. */
export const PROCESSES: readonly Command[] = [
  {
    name: "ps",
    run: ({ args, stdout, shell }) => {
      const bare = args.join(" ").includes("args");
      const rows = shell.place.processes.list().map(({ pid, argv }) => ({ pid: String(pid), command: argv.join(" ") }));
      const lines = bare
        ? ["COMMAND", ...rows.map(({ command }) => command)]
        : ["    PID USER     COMMAND", ...rows.map(({ pid, command }) => `${pid.padStart(7)} root     ${command}`)];
      stdout.write(lines.map((line) => `${line}\n`).join(""));
      return 0;
    },
  },
  { name: "kill", run: (context) => kill(context) },
  {
    name: "wait",
    run: async ({ shell, job }) => {
      const all = Promise.all(shell.background.map(({ ended }) => ended));
      await job.wait<void>((done) => {
        void all.then(() => done());
        return () => {};
      });
      return 0;
    },
  },
];

const SIGNALS: Readonly<Record<string, number>> = {
  "": SIGNAL.terminate,
  "1": 1,
  "2": SIGNAL.interrupt,
  "3": 3,
  "9": SIGNAL.kill,
  "15": SIGNAL.terminate,
  HUP: 1,
  INT: SIGNAL.interrupt,
  QUIT: 3,
  KILL: SIGNAL.kill,
  TERM: SIGNAL.terminate,
};

function kill(context: CommandContext): number {
  const { args, stderr, shell } = context;
  const at = args[0] === "-s" ? 2 : args[0]?.startsWith("-") ? 1 : 0;
  const name = at === 2 ? (args[1] ?? "") : at === 1 ? args[0]!.slice(1) : "";
  const signal = SIGNALS[name.replace(/^SIG/, "")];
  if (signal === undefined || args.length === at) {
    stderr.write("Usage: kill [-SIGNAL] PID...\n");
    return 2;
  }
  let status = 0;
  for (const word of args.slice(at)) {
    const process = shell.place.processes.find(Number(word));
    // Nothing in a Pod can kill its first process; a polite signal asks it to end, and nginx does.
    if (process === null) {
      stderr.write(`kill: (${word}) - No such process\n`);
      status = 1;
    } else if (process.pid !== 1) process.job.end(signal);
    else if (signal !== SIGNAL.kill) process.job.end(SIGNAL.terminate);
  }
  return status;
}
