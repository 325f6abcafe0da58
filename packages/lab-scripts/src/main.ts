/** The `lab` command. Finds the verb, runs it, turns what it throws into a sentence and a status. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isCloudError } from "./clients/cloud.ts";
import { KubeApiError } from "./clients/kube.ts";
import { COMMANDS } from "./commands/index.ts";
import { showCommandHelp, showHelp } from "./commands/help.ts";
import { parseLine, type Context } from "./context.ts";
import { EXIT, LabError } from "./lab-error.ts";
import { explainSystem, openLabFolder, prepareLabFolder } from "./lab-folder.ts";
import { columnsOf, createOutput } from "./output.ts";
import { sayUnfinishedRecording } from "./parity/unfinished.ts";
import { sayExpiry } from "./real-cluster/say-expiry.ts";
import { readSettings, writeSettings } from "./settings.ts";
import { fold } from "./text/fold.ts";
import { chooseLanguage, localeOf } from "./text/language.ts";
import { message, type Language } from "./text/translate.ts";
import { readVersions } from "./versions.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
// A reader that has seen enough (`lab status | head -1`) is no mistake; a full disk behind a `>` is one of the machine.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.passed);
  process.stderr.write(`写不出去（${error.code}）。/ The output can't be written (${error.code}).\n`);
  process.exit(EXIT.notTheLearnersFault);
});
process.exitCode = await main(process.argv.slice(2), process.env);

async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const locale = localeOf(environment);
  let language: Language = chooseLanguage(null, null, locale);
  const json = argv.includes("--json");
  try {
    const folder = openLabFolder(environment["PODPATH_LAB_DIR"] ?? join(root, ".lab"));
    const settings = readSettings(folder);
    language = chooseLanguage(null, settings.language, locale);
    const parsed = parseLine(argv, COMMANDS);
    language = parsed.options.language ?? language;
    if (parsed.command?.needsNoFolder !== true) {
      prepareLabFolder(folder);
      if (parsed.options.language && parsed.options.language !== settings.language) writeSettings(folder, { language });
    }
    const output = createOutput(language, parsed.options.json, environment);
    const invocation = environment["PODPATH_INVOCATION"] ?? "./lab";
    const context: Context = { options: parsed.options, output, folder, root, environment, invocation };
    if (parsed.options.version) return sayVersion(context);
    if (!parsed.command) return showHelp(context, COMMANDS);
    if (parsed.options.help) return showCommandHelp(context, parsed.command);
    sayExpiry(context);
    if (parsed.command.name !== "parity") sayUnfinishedRecording(context);
    return await parsed.command.run(context, parsed.words, parsed.values);
  } catch (error) {
    return report(error, language, json, columnsOf(process.stderr, environment));
  }
}

function sayVersion(context: Context): number {
  const { podpath, node, platform } = readVersions(context.root, "");
  context.output.line(`PodPath ${podpath} · Node ${node} · ${platform}`);
  return EXIT.passed;
}

/** What somebody made or changed by hand, in the cluster or in the account, may stand in the way of what a command does there. */
function explainRefusal(thrown: unknown): unknown {
  if (thrown instanceof KubeApiError) {
    const { reason, message: detail } = thrown;
    return new LabError("ClusterRefused", message("kube.refused", { reason, detail }), message("refused.hint"));
  }
  if (isCloudError(thrown)) {
    const { code, message: reason } = thrown;
    return new LabError("CloudRefused", message("cloud.refused.any", { code, reason }), message("refused.hint"));
  }
  return thrown;
}

/** A person's mistake in one sentence and what to do next; our own mistakes show their stack. */
function report(thrown: unknown, language: Language, json: boolean, columns: number): number {
  const error = explainSystem(explainRefusal(thrown));
  if (!(error instanceof LabError)) {
    const head = {
      zh: "PodPath 内部错误，不是你的操作问题。请把下面的内容附到问题报告里：",
      en: "A defect in PodPath, not in what you did. Please attach this to a bug report:",
    };
    process.stderr.write(`${head[language]}\n${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.notTheLearnersFault;
  }
  if (json) {
    const { code, text, hint } = error;
    process.stdout.write(`${JSON.stringify({ error: { code, message: text, hint } }, null, 2)}\n`);
  } else {
    const told = `${error.text[language]}\n${error.hint ? `→ ${error.hint[language]}\n` : ""}`;
    process.stderr.write(fold(told, columns));
  }
  return error.exitStatus;
}
