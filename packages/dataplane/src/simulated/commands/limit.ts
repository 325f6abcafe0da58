import { Interrupted, SIGNAL, type Job } from "../job.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import type { Runner } from "../shell/run.ts";
import { fastForwardLine } from "../voice.ts";

/** timeout's own exit statuses. */
const EXIT = { timedOut: 124, usage: 125 } as const;

/** `timeout SECONDS COMMAND`: real time and skipped time both count. */
export function makeTimeout(runner: () => Runner): Command {
  return {
    name: "timeout",
    summary: { zh: "限时运行（timeout 秒 命令）", en: "run with a limit (timeout SECONDS COMMAND)" },
    run: (context) => {
      const [limit = "", ...words] = context.args;
      const seconds = /^(\d+\.?\d*|\.\d+)s?$/.test(limit) ? Number.parseFloat(limit) : Number.NaN;
      if (Number.isNaN(seconds) || words.length === 0) {
        context.stderr.write("Usage: timeout SECONDS COMMAND [ARG]...\n");
        return EXIT.usage;
      }
      return withLimit(seconds * 1000, context, (job) => runner().program(words, context.shell, context, job));
    },
  };
}

async function withLimit(ms: number, context: CommandContext, run: (job: Job) => Promise<number>): Promise<number> {
  const { job, stderr, shell } = context;
  const { clock, voice } = shell.surroundings;
  const inner = job.child();
  inner.limit(ms);
  const cancel = clock.after(ms, () => inner.end(SIGNAL.terminate));
  try {
    const status = await run(inner);
    return inner.signal === SIGNAL.terminate ? EXIT.timedOut : status;
  } catch (error) {
    if (!(error instanceof Interrupted) || job.signal !== null) throw error;
    // What was cut short could not say so itself.
    if (inner.spentMs > 0) stderr.write(fastForwardLine(inner.spentMs, voice));
    return EXIT.timedOut;
  } finally {
    cancel();
    inner.end(SIGNAL.kill);
  }
}
