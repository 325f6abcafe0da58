import { basename } from "node:path";
import { clean, renderGrade, renderJUnit, renderMarkdown, toJson, type Grade, type Suite } from "@podpath/checker";
import { findScenario } from "@podpath/scenarios";
import type { Command, Context } from "../context.ts";
import { reportDefect, type Defect } from "../grading/bug-report.ts";
import { paintMarks } from "../grading/paint.ts";
import { namedFiles, regradeFiles, submissionFiles, type Regraded } from "../grading/regrade-files.ts";
import { EXIT, usageError, type ExitStatus } from "../lab-error.ts";
import { checkCanWrite, writeReport } from "../report-file.ts";
import { message, type Text } from "../text/translate.ts";
import { readSeed } from "./up.ts";

export const regradeCommand: Command = {
  name: "regrade",
  group: "grade",
  usage: "FILE… | --dir DIR [--scenario ID] [--seed N] [--junit FILE] [--markdown FILE]",
  summary: message("regrade.summary"),
  details: message("regrade.details"),
  options: {
    dir: { type: "string" },
    scenario: { type: "string" },
    seed: { type: "string" },
    junit: { type: "string" },
    markdown: { type: "string" },
  },
  positionals: { min: 0, max: 1000 },
  async run(context, words, values) {
    const files = typeof values["dir"] === "string" ? submissionFiles(values["dir"]) : namedFiles(words);
    if (files.length === 0)
      throw usageError(
        "NoSubmission",
        message("regrade.nothing"),
        message("usage.see-command-help", { name: "regrade" }),
      );
    for (const file of [values["junit"], values["markdown"]]) if (typeof file === "string") checkCanWrite(file);
    const wanted = { scenario: stringOf(values["scenario"]), seed: readSeed(values["seed"]) };
    const regraded = await regradeFiles(context, files, wanted);
    if (context.output.json) context.output.answer({ schema: "podpath.regrade/1", results: regraded.map(toResult) });
    else if (regraded.length === 1) showOne(context, regraded[0]!);
    else showAll(context, regraded);
    writeReports(context, regraded, values);
    for (const one of regraded) if (one.kind === "graded") await reportDefect(context, defectOf(one));
    return worst(regraded.map(statusOf));
  },
};

function defectOf({ submission, regrade: { evidence, grade } }: Extract<Regraded, { kind: "graded" }>): Defect {
  const scenario = findScenario(submission.scenario, submission.seed)!;
  const { seed, calls } = submission;
  return { scenario, seed, dataPlane: evidence.dataPlane, evidence, grade, calls: () => calls };
}

function stringOf(value: string | boolean | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Not a submission, or not the one that was asked for, is as much "not yet" as a wrong fix. */
function statusOf(one: Regraded): ExitStatus {
  return one.kind === "graded" ? one.regrade.exitCode : one.exitCode;
}

function worst(statuses: readonly ExitStatus[]): ExitStatus {
  return (
    statuses.find((status) => status === EXIT.notTheLearnersFault) ??
    statuses.find((status) => status === EXIT.notYet) ??
    EXIT.passed
  );
}

function toResult(one: Regraded) {
  if (one.kind === "rejected")
    return { file: one.file, verdict: "rejected", exitCode: one.exitCode, reason: one.reason };
  const { file, submission, regrade, sameAs } = one;
  const { scenario, seed, learner } = submission;
  const { verdict, exitCode, preview, notRepeated, notes, grade } = regrade;
  return {
    file,
    scenario,
    seed,
    learner,
    verdict,
    exitCode,
    preview,
    notRepeated,
    notes,
    sameAs,
    grade: toJson(grade),
  };
}

function showOne({ output }: Context, one: Regraded): void {
  if (one.kind === "rejected") {
    output.say(message("regrade.rejected", { file: clean(one.file), reason: output.pick(one.reason) }));
    return;
  }
  output.prose(renderGrade(one.regrade.grade, output.language, paintMarks(output)));
  for (const { index, call, reason } of one.regrade.notRepeated)
    output.say(message("regrade.not-repeated", { index, call: clean(call), reason: clean(reason) }));
  for (const note of one.regrade.notes) output.say(note);
  if (diagnosisOf(one.regrade.grade) !== "–") output.say(message("regrade.by-the-file"));
  output.say(message(`regrade.counts.${one.regrade.verdict}`));
}

function showAll({ output }: Context, all: readonly Regraded[]): void {
  output.table(classTable(output, all), { head: true });
  for (const text of classSummary(all)) output.say(text);
}

/** A row a file below the head. */
function classTable(output: Context["output"], all: readonly Regraded[]): readonly (readonly string[])[] {
  const rows = all.map((one) => {
    if (one.kind === "rejected")
      return [clean(one.file), "–", output.pick(message("regrade.word.rejected")), "–", "–", output.pick(one.reason)];
    const { learner, seed } = one.submission;
    const { verdict, grade } = one.regrade;
    const remarks = remarksOf(one).map((remark) => output.pick(remark));
    // Names of files and of people are a stranger's: a terminal must not obey what is in them.
    const who = `${learner === null ? "–" : clean(learner)}${seed === null ? "" : ` #${seed}`}`;
    return [
      clean(one.file),
      who,
      output.pick(message(`regrade.word.${verdict}`)),
      `${grade.score.earned}/${grade.score.outOf}`,
      diagnosisOf(grade),
      remarks.join(" "),
    ];
  });
  const head = ["file", "learner", "result", "points", "diagnosis", "remarks"].map((column) =>
    output.pick(message(`regrade.column.${column as "file"}`)),
  );
  return [head, ...rows];
}

function classSummary(all: readonly Regraded[]): readonly Text[] {
  const passed = all.filter((one) => statusOf(one) === EXIT.passed).length;
  const isDiagnosed = all.some((one) => one.kind === "graded" && diagnosisOf(one.regrade.grade) !== "–");
  return [
    message("regrade.total", { passed, count: all.length }),
    ...(isDiagnosed ? [message("regrade.by-the-file")] : []),
  ];
}

/** What whoever grades should know besides the result. */
function remarksOf({ regrade: { notes }, sameAs }: Extract<Regraded, { kind: "graded" }>): readonly Text[] {
  return sameAs === null ? notes : [...notes, message("regrade.same-as", { file: clean(basename(sameAs)) })];
}

/** By the learner's own record, unlike the rest: nobody else heard the answers. */
function diagnosisOf({ diagnosis }: Grade): string {
  if (diagnosis === null || diagnosis.score.outOf === 0) return "–";
  if (diagnosis.parts.every(({ status }) => status === "open")) return "–";
  return `${diagnosis.score.earned}/${diagnosis.score.outOf}`;
}

function writeReports({ output }: Context, all: readonly Regraded[], values: Parameters<Command["run"]>[2]): void {
  const { junit, markdown } = values;
  if (typeof junit === "string") writeReport(junit, renderJUnit(all.flatMap(toSuite)));
  if (typeof markdown !== "string") return;
  const parts = all.map((one) => {
    const name = basename(one.file);
    if (one.kind === "rejected") return renderMarkdownLine(name, output.pick(one.reason));
    const { learner } = one.submission;
    const remarks = remarksOf(one).map((remark) => `- ${escapeMarkdown(clean(output.pick(remark)))}`);
    const graded = renderMarkdown(one.regrade.grade, output.language, learner === null ? name : `${name} · ${learner}`);
    return remarks.length === 0 ? graded : `${graded}\n${remarks.join("\n")}\n`;
  });
  const head = all.length === 1 ? "" : `${renderClass(output, all)}\n`;
  writeReport(markdown, head + parts.join("\n"));
}

/** Files by their bare names: where they lay on the instructor's machine is nobody's business. */
function renderClass(output: Context["output"], all: readonly Regraded[]): string {
  const [head, ...rows] = classTable(
    output,
    all.map((one) => ({ ...one, file: basename(one.file) })),
  );
  const lines = [head!, head!.map(() => "---"), ...rows.map((row) => row.map(escapeMarkdown))];
  return [
    ...lines.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    ...classSummary(all).map((text) => output.pick(text)),
    "",
  ].join("\n");
}

function renderMarkdownLine(file: string, reason: string): string {
  return `### ${escapeMarkdown(file)}\n\n${escapeMarkdown(reason)}\n`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&\n]/g, (character) => (character === "\n" ? " " : `\\${character}`));
}

/** What was rejected has no grade; the summary and the exit status tell of it. */
function toSuite(one: Regraded): readonly Suite[] {
  const name = basename(one.file);
  if (one.kind === "graded") {
    const { learner } = one.submission;
    const remarks = remarksOf(one).map(({ en }) => en);
    return [{ name, grade: one.regrade.grade, verdict: one.regrade.verdict, learner, remarks }];
  }
  return [{ name, rejected: one.reason.en }];
}
