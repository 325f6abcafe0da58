import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Command, Context } from "../context.ts";
import { withLabLock } from "../command-lock.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { compare, type Comparison } from "../parity/compare.ts";
import type { Experiment } from "../parity/experiment.ts";
import { EXPERIMENTS } from "../parity/experiments/index.ts";
import { takeHands } from "../parity/hands.ts";
import { shippedRecordings } from "../parity/read-recordings.ts";
import { isVendorsCloud, observeAll, printRecording, toRecording } from "../parity/record.ts";
import {
  parseRecording,
  RecordingError,
  type RecordedObservation,
  type Recording,
  type Seen,
} from "../parity/recording.ts";
import { confirm } from "../real-cluster/confirm.ts";
import { checkCanWrite } from "../report-file.ts";
import { message } from "../text/translate.ts";

type Values = Readonly<Record<string, string | boolean | undefined>>;

export const parity: Command = {
  name: "parity",
  group: "look",
  usage: "record [--out file] | replay [file …] | list | undo",
  summary: message("parity.summary"),
  details: message("parity.details"),
  options: { out: { type: "string" }, only: { type: "string" }, yes: { type: "boolean" } },
  positionals: { min: 1, max: 50 },
  async run(context, [verb, ...files], values) {
    switch (verb) {
      case "record":
        return record(context, values);
      case "replay":
        return replay(context, files, values);
      case "list":
        return list(context);
      case "undo":
        return undoAll(context);
      default:
        throw usageError(
          "WrongArguments",
          message("usage.wrong-arguments", { usage: `parity ${parity.usage}` }),
          message("usage.see-command-help", { name: "parity" }),
        );
    }
  },
};

async function record(context: Context, values: Values): Promise<number> {
  const { output } = context;
  const experiments = chosen(values);
  const file = resolve(typeof values["out"] === "string" ? values["out"] : fileName(new Date()));
  if (existsSync(file))
    throw usageError("FileExists", message("parity.file-exists", { file }), message("parity.file-exists.hint"));
  checkCanWrite(file);
  const lab = await openLab(context);
  const real = isVendorsCloud(lab);
  output.progress(message(real ? "parity.will-real" : "parity.will-sandbox", { count: experiments.length }));
  await confirm(context, message("parity.ask"), values["yes"] === true, message("parity.not-confirmed"));
  const { observations, hands } = await observe(context, lab, experiments);
  const recording = await toRecording(lab, hands, observations, new Date());
  const text = printRecording(recording);
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    // What took minutes of somebody's cluster isn't lost for it.
    if (output.json) output.answer({ file: null, recording });
    else output.raw(text);
    output.progress(message("parity.not-written", { file, reason: (error as NodeJS.ErrnoException).code ?? "-" }));
    return EXIT.usage;
  }
  if (output.json) output.answer({ file, recording });
  else showRecording(context, recording, file);
  return EXIT.passed;
}

/** Under the lab's lock, after whatever an earlier recording left; Ctrl-C ends it with everything put back. */
async function observe(context: Context, lab: Lab, experiments: readonly Experiment[]) {
  const { folder, output } = context;
  return withLabLock(folder, output, async () => {
    const stop = new AbortController();
    const onInterrupt = (): void => {
      output.progress(message("parity.stopping"));
      stop.abort();
    };
    process.on("SIGINT", onInterrupt);
    process.on("SIGTERM", onInterrupt);
    try {
      if (folder.exists("parity.json")) await putBack(context, lab);
      const { hands, undo } = await takeHands(lab, folder, lab.record.real?.groupsSet ?? []);
      const observations = await observeAll(hands, undo, {
        experiments,
        signal: stop.signal,
        onStart: ({ id, title }) => output.progress({ zh: `  ${id}：${title.zh}`, en: `  ${id}: ${title.en}` }),
      });
      return { observations, hands };
    } finally {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onInterrupt);
    }
  });
}

async function undoAll(context: Context): Promise<number> {
  const { folder, output } = context;
  const lab = await openLab(context);
  const had = folder.exists("parity.json");
  if (had) await withLabLock(folder, output, () => putBack(context, lab));
  if (output.json) output.answer({ undone: had });
  else output.say(message(had ? "parity.undone" : "parity.nothing-to-undo"));
  return EXIT.passed;
}

async function putBack({ folder, output }: Context, lab: Lab): Promise<void> {
  output.progress(message("parity.undoing"));
  const { openUndoLog } = await import("../parity/undo.ts");
  await openUndoLog(folder, lab.cloud, await lab.kube()).backTo(0);
}

async function replay(context: Context, named: readonly string[], values: Values): Promise<number> {
  const { output, root } = context;
  const files = named.length > 0 ? named : shippedRecordings(root);
  const recordings = files.map((file) => ({ file, recording: readRecording(file) }));
  if (recordings.length === 0) {
    if (output.json) output.answer({ recordings: [] });
    else output.say(message("parity.no-recordings"));
    return EXIT.passed;
  }
  const lab = await openLab(context);
  if (isVendorsCloud(lab))
    throw usageError("SandboxOnly", message("parity.replay-real"), message("parity.replay-real.hint"));
  const wanted = new Set(recordings.flatMap(({ recording }) => recording.observations.map(({ id }) => id)));
  const experiments = chosen(values).filter(({ id }) => wanted.has(id));
  const { observations } = await observe(context, lab, experiments);
  const results = recordings.map(({ file, recording }) => ({
    file,
    rows: compareAll(recording, observations, values),
  }));
  if (output.json) output.answer({ recordings: results });
  else for (const { file, rows } of results) showComparison(context, file, rows);
  const differs = results.some(({ rows }) => rows.some(({ comparison }) => comparison.kind === "differs"));
  return differs ? EXIT.notYet : EXIT.passed;
}

interface Row {
  readonly id: string;
  readonly comparison: Comparison;
}

function compareAll(recording: Recording, here: readonly RecordedObservation[], values: Values): readonly Row[] {
  const ids = new Set(chosen(values).map(({ id }) => id));
  return recording.observations
    .filter(({ id }) => ids.has(id) || values["only"] === undefined)
    .map((recorded) => ({
      id: recorded.id,
      comparison: compare(
        recorded,
        here.find(({ id }) => id === recorded.id),
        EXPERIMENTS.find(({ id }) => id === recorded.id),
      ),
    }));
}

function readRecording(file: string): Recording {
  try {
    return parseRecording(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof RecordingError ? error.member : (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    throw usageError(
      "NotARecording",
      message("parity.not-a-recording", { file, reason }),
      message("parity.not-a-recording.hint"),
    );
  }
}

/** `--only same-node,group-order`, else all. @throws LabError `NoSuchExperiment` */
function chosen(values: Values): readonly Experiment[] {
  const only = typeof values["only"] === "string" ? values["only"].split(",") : null;
  if (only === null) return EXPERIMENTS;
  const unknown = only.find((id) => !EXPERIMENTS.some((one) => one.id === id));
  if (unknown === undefined) return EXPERIMENTS.filter(({ id }) => only.includes(id));
  const allowed = EXPERIMENTS.map(({ id }) => id).join(" | ");
  throw usageError("NoSuchExperiment", message("usage.bad-value", { name: "only", value: unknown, allowed }));
}

function list({ output }: Context): number {
  const rows = EXPERIMENTS.map(({ id, title, facts }) => ({ id, title, facts: Object.keys(facts) }));
  if (output.json) output.answer(rows);
  else output.table(rows.map(({ id, title, facts }) => [id, output.pick(title), facts.join(", ")]));
  return EXIT.passed;
}

/** What was seen and what it says about each claim. */
function showRecording({ output, invocation }: Context, recording: Recording, file: string): void {
  for (const { id, seen, notSeen } of recording.observations) {
    output.line(
      `${output.bold(id)}  ${seen ? brief(seen) : output.pick(message("parity.not-seen", { reason: notSeen ?? "-" }))}`,
    );
    if (!seen) continue;
    const experiment = EXPERIMENTS.find((one) => one.id === id)!;
    for (const [fact, judge] of Object.entries(experiment.facts)) {
      const holds = judge(seen);
      const verdict = holds === null ? "parity.says-nothing" : holds ? "parity.bears-out" : "parity.contradicts";
      output.line(`    ${output.pick(message(verdict, { fact }))}`);
    }
  }
  output.say(message("parity.written", { file }));
  const real = recording.source === "tencent-cloud";
  output.say(message(real ? "parity.written-real" : "parity.written-sandbox", { invocation, name: basename(file) }));
}

function showComparison({ output }: Context, file: string, rows: readonly Row[]): void {
  output.line(output.bold(basename(file)));
  for (const { id, comparison } of rows) {
    switch (comparison.kind) {
      case "same":
        output.line(`  ✓ ${id}`);
        break;
      case "not-compared":
        output.line(`  – ${id}: ${output.pick(message("parity.not-compared", { reason: comparison.reason }))}`);
        break;
      case "differs":
        output.line(`  ✗ ${id}`);
        for (const { member, recorded, here } of comparison.members) {
          const [was, is] = [JSON.stringify(recorded), JSON.stringify(here)];
          output.line(`      ${output.pick(message("parity.differs", { member, recorded: was, here: is }))}`);
        }
        break;
      default:
        comparison satisfies never;
    }
  }
  const count = (kind: Comparison["kind"]) => rows.filter(({ comparison }) => comparison.kind === kind).length;
  output.say(
    message("parity.compared", { same: count("same"), differs: count("differs"), not: count("not-compared") }),
  );
}

function brief(seen: Seen): string {
  const text = Object.entries(seen).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return text.join(" · ").slice(0, 200);
}

function fileName(now: Date): string {
  return `podpath-recording-${now.toISOString().slice(0, 10)}.json`;
}
