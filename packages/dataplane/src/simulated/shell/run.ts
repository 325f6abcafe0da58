import { Interrupted, SIGNAL, type Job } from "../job.ts";
import { NO_INPUT, Pipe, type Output } from "../streams.ts";
import type { Voice } from "../voice.ts";
import type { Command as Program } from "./command.ts";
import { ShellExit } from "./control.ts";
import { expandFields, expandPattern, expandText, type Expander } from "./expand.ts";
import { loop } from "./loop.ts";
import { redirect } from "./redirect.ts";
import type { Io, Shell } from "./shell.ts";
import { ShellSyntaxError } from "./shell-error.ts";
import type { AndOr, Command, Pipeline, Script, SimpleCommand, Stage } from "./syntax.ts";
import { wildcard } from "./wildcard.ts";

/** Characters of a variable: a script that doubles one ends here. */
const LONGEST_VALUE = 1_048_576;

/** Which program a name stands for; null is answered with a refusal and 127. */
export type FindProgram = (name: string) => Program | null;

export interface Programs {
  readonly find: FindProgram;
  /** Says that there is no such program, and what there is. */
  readonly refuse: (name: string, voice: Voice) => string;
}

/** Runs parsed scripts. Commands of a pipeline run side by side; everything else one after another. */
export class Runner {
  readonly #programs: Programs;

  constructor(programs: Programs) {
    this.#programs = programs;
  }

  /** @throws Interrupted, ShellExit, LoopJump */
  async script(script: Script, shell: Shell, io: Io, job: Job): Promise<number> {
    for (const { list, background } of script) {
      if (background) this.#startInBackground(list, shell, io);
      else await this.#andOr(list, shell, io, job);
    }
    return shell.status;
  }

  /** Run one program by name, as the container's entry point or the command of an exec is. */
  async program(words: readonly string[], shell: Shell, io: Io, job: Job): Promise<number> {
    const [name, ...args] = words;
    const program = this.#programs.find(name!);
    if (program === null) {
      io.stderr.write(`${this.#programs.refuse(name!, shell.surroundings.voice)}\n`);
      return 127;
    }
    return program.run({ ...io, name: name!, args, shell, job });
  }

  /** Its end is nobody's business, but a mistake of ours is said where its output goes. */
  #startInBackground(list: AndOr, shell: Shell, io: Io): void {
    const { processes } = shell.place;
    if (processes.full) throw new ShellSyntaxError("fork: Resource temporarily unavailable");
    const job = shell.session.job.child();
    const { pid } = processes.add(["sh"], job);
    const running = this.#andOr(list, shell.fork(), { ...io, stdin: NO_INPUT }, job);
    const ended = running.catch((error: unknown) => {
      if (!(error instanceof Interrupted) && !(error instanceof ShellExit)) io.stderr.write(`${String(error)}\n`);
    });
    const cleared = ended.finally(() => {
      processes.remove(pid);
      job.end(SIGNAL.kill);
    });
    shell.background.push({ pid, ended: cleared });
    shell.status = 0;
  }

  async #andOr(list: AndOr, shell: Shell, io: Io, job: Job): Promise<void> {
    for (const { operator, pipeline } of list) {
      if (operator === "&&" && shell.status !== 0) continue;
      if (operator === "||" && shell.status === 0) continue;
      await this.#pipeline(pipeline, shell, io, job);
    }
  }

  async #pipeline({ negated, stages }: Pipeline, shell: Shell, io: Io, job: Job): Promise<void> {
    const status =
      stages.length === 1 ? await this.#stage(stages[0]!, shell, io, job) : await this.#stages(stages, shell, io, job);
    if (job.signal !== null) throw new Interrupted(job.signal);
    shell.status = negated ? Number(status === 0) : status;
  }

  async #stages(stages: readonly Stage[], shell: Shell, io: Io, job: Job): Promise<number> {
    const pipes = stages.slice(1).map(() => new Pipe());
    const jobs = stages.map(() => job.child());
    const running = stages.map(async (stage, index) => {
      const stdin = pipes[index - 1] ?? io.stdin;
      const stdout = pipes[index] ?? io.stdout;
      try {
        return await this.#stage(stage, shell.fork(), { ...io, stdin, stdout }, jobs[index]!);
      } catch (error) {
        if (error instanceof ShellExit) return error.status;
        if (error instanceof Interrupted && job.signal === null) return 128 + error.signal;
        throw error;
      } finally {
        pipes[index]?.end();
        // A writer without a reader ends with its next word, and if it is a loop, the whole loop does.
        pipes[index - 1]?.abandon(() => jobs[index - 1]!.end(SIGNAL.pipe));
      }
    });
    const settled = await Promise.allSettled(running);
    for (const one of jobs) one.end(SIGNAL.kill);
    const failed = settled.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return (await running.at(-1))!;
  }

  /** What ended from within ends alone; the end of the job ends everything. */
  async #stage({ command, redirects }: Stage, shell: Shell, io: Io, job: Job): Promise<number> {
    try {
      const expander = this.#expander(shell, io, job);
      const redirected = await redirect(redirects, shell, io, job, (word) => expandText(word, expander));
      if (redirected === null) return 1;
      return await this.#command(command, shell, redirected, job);
    } catch (error) {
      if (error instanceof ShellSyntaxError) {
        io.stderr.write(`sh: ${error.message}\n`);
        return 2;
      }
      if (error instanceof Interrupted && job.signal === null) return 128 + error.signal;
      throw error;
    }
  }

  async #command(command: Command, shell: Shell, io: Io, job: Job): Promise<number> {
    switch (command.kind) {
      case "simple":
        return this.#simple(command, shell, io, job);
      case "group":
        return command.subshell
          ? this.#subshell(command.body, shell, io, job)
          : this.script(command.body, shell, io, job);
      case "if": {
        for (const { condition, body } of command.arms) {
          if ((await this.script(condition, shell, io, job)) === 0) return this.#body(body, shell, io, job);
        }
        return command.otherwise === null ? 0 : this.#body(command.otherwise, shell, io, job);
      }
      case "case":
        return this.#case(command, shell, io, job);
      case "loop": {
        const goesOn = async (): Promise<boolean> =>
          ((await this.script(command.condition, shell, io, job)) === 0) !== command.until;
        return loop(goesOn, () => this.#body(command.body, shell, io, job), job);
      }
      case "for": {
        const words = await expandFields(command.words, this.#expander(shell, io, job));
        const goesOn = (): Promise<boolean> => {
          const word = words.shift();
          if (word !== undefined) shell.variables.set(command.name, word);
          return Promise.resolve(word !== undefined);
        };
        return loop(goesOn, () => this.#body(command.body, shell, io, job), job);
      }
      default:
        return command satisfies never;
    }
  }

  /** Without a command its status is that of the last substitution: `x=$(false)`. */
  async #simple({ words, assignments }: SimpleCommand, shell: Shell, io: Io, job: Job): Promise<number> {
    const expander = this.#expander(shell, io, job);
    const argv = await expandFields(words, expander);
    // A variable for one command alone: `A=1 env`.
    const scope = argv.length === 0 || assignments.length === 0 ? shell : shell.fork();
    if (argv.length === 0) shell.status = 0;
    for (const { name, value } of assignments) {
      const text = await expandText(value, expander);
      if (text.length > LONGEST_VALUE) throw new ShellSyntaxError(`${name}: value too long`);
      scope.variables.set(name, text);
    }
    return argv.length === 0 ? shell.status : this.program(argv, scope, io, job);
  }

  async #case({ word, arms }: Command & { readonly kind: "case" }, shell: Shell, io: Io, job: Job): Promise<number> {
    const expander = this.#expander(shell, io, job);
    const text = await expandText(word, expander);
    for (const { patterns, body } of arms) {
      for (const pattern of patterns) {
        if (wildcard(await expandPattern(pattern, expander))(text)) return this.#body(body, shell, io, job);
      }
    }
    return 0;
  }

  /** A body that ran nothing leaves 0. */
  #body(body: Script, shell: Shell, io: Io, job: Job): Promise<number> {
    shell.status = 0;
    return this.script(body, shell, io, job);
  }

  async #subshell(script: Script, shell: Shell, io: Io, job: Job): Promise<number> {
    try {
      return await this.script(script, shell.fork(), io, job);
    } catch (error) {
      if (error instanceof ShellExit) return error.status;
      throw error;
    }
  }

  #expander(shell: Shell, io: Io, job: Job): Expander {
    return {
      shell,
      job,
      capture: async (script) => {
        let text = "";
        const stdout: Output = { isTerminal: false, write: (piece) => void (text += piece) };
        shell.status = await this.#subshell(script, shell, { ...io, stdout }, job);
        return text;
      },
    };
  }
}
