import { resolve } from "node:path";
import { isCloudError } from "../clients/cloud.ts";
import { KubeApiError } from "../clients/kube.ts";
import type { Command, Context } from "../context.ts";
import { diagnoseCluster, type Asked, type Found } from "../diagnose/diagnose-cluster.ts";
import type { DiagnosisJson, ProbeJson } from "../diagnose/diagnosis-json.ts";
import { openCluster, type OpenCluster } from "../diagnose/open-cluster.ts";
import { probeLine, probePath } from "../diagnose/probe-path.ts";
import { readFrom, readProtocol, readTo } from "../diagnose/read-line.ts";
import { reportBlocks, type Block } from "../diagnose/report/blocks.ts";
import { toMarkdown } from "../diagnose/report/markdown.ts";
import { printBlocks } from "../diagnose/report/terminal.ts";
import { toJson } from "../diagnose/to-json.ts";
import { noteTold } from "../grading/attempt.ts";
import { LabError, usageError } from "../lab-error.ts";
import { quoteForReading } from "../quote.ts";
import { checkCanWrite, writeReport } from "../report-file.ts";
import { findActor, type Lab } from "../lab.ts";
import { confirm } from "../real-cluster/confirm.ts";
import { unreachable } from "../real-cluster/up-real.ts";
import { inSequence, message } from "../text/translate.ts";

type Values = Parameters<Command["run"]>[2];

export const diagnoseCommand: Command = {
  name: "diagnose",
  group: "look",
  usage: "--from NS/POD --to NS/POD|IP[:PORT]",
  summary: message("diagnose.summary"),
  details: message("diagnose.details"),
  needsNoFolder: true,
  options: {
    from: { type: "string" },
    to: { type: "string" },
    protocol: { type: "string" },
    kubeconfig: { type: "string" },
    context: { type: "string" },
    cluster: { type: "string" },
    region: { type: "string" },
    profile: { type: "string" },
    probe: { type: "boolean" },
    yes: { type: "boolean" },
    markdown: { type: "string" },
    html: { type: "string" },
  },
  async run(context, _words, values) {
    const { output } = context;
    checkLine(context, values);
    const looked = await explained(() => look(context, values));
    const { json, blocks } = looked;
    for (const { file, print } of reportsOf(context, values)) {
      const text = await print(looked);
      if (file === STDOUT) output.raw(text);
      else writeReport(file, text);
      if (file !== STDOUT) output.progress(message("diagnose.written", { file }));
    }
    if (output.json) output.answer(json);
    else if (!reportsOf(context, values).some(({ file }) => file === STDOUT)) output.raw(printBlocks(blocks, output));
    if (looked.told > 0 && !output.json) output.progress(message("hint.counts-as", { layer: 3, cost: looked.told }));
    return json.exitCode;
  },
};

/** As a file's name: the report goes where the answer would. */
const STDOUT = "-";

interface Report {
  readonly file: string;
  readonly print: (looked: Looked) => string | Promise<string>;
}

function reportsOf({ output }: Context, values: Values): readonly Report[] {
  const [markdown, html] = [textOf(values, "markdown"), textOf(values, "html")];
  const toPage = async ({ blocks, found }: Looked) => {
    const { toHtml } = await import("../diagnose/report/html.ts");
    return toHtml(blocks, found, output.language);
  };
  return [
    ...(markdown === null ? [] : [{ file: markdown, print: ({ blocks }: Looked) => toMarkdown(blocks) }]),
    ...(html === null ? [] : [{ file: html, print: toPage }]),
  ];
}

/** Two answers in one place would overwrite one another. @throws LabError (usage) */
function checkReports(context: Context, values: Values): void {
  const reports = reportsOf(context, values);
  const places = reports.map(({ file }) => (file === STDOUT ? STDOUT : resolve(file)));
  if (context.output.json) places.push(STDOUT);
  if (new Set(places).size < places.length)
    throw usageError("OnePlaceTwice", message("diagnose.one-place-twice"), message("diagnose.not-written.hint"));
  for (const { file } of reports) if (file !== STDOUT) checkCanWrite(file);
}

interface Looked {
  readonly json: DiagnosisJson;
  readonly blocks: readonly Block[];
  readonly found: Found;
  /** Points that the drill's own diagnosis gets less, now that this one has been read. */
  readonly told: number;
}

async function look(context: Context, values: Values): Promise<Looked> {
  const { output } = context;
  const cluster = await openCluster(context, {
    kubeconfig: textOf(values, "kubeconfig"),
    kubeContext: textOf(values, "context"),
    cluster: textOf(values, "cluster"),
    region: textOf(values, "region"),
    profile: textOf(values, "profile"),
  });
  output.progress(message("diagnose.reading", { source: output.pick(cluster.source) }));
  if (cluster.lab !== null && context.environment["KUBECONFIG"]) output.progress(message("diagnose.not-kubeconfig"));
  const found = await diagnoseCluster(cluster, await askedOf(values, cluster.lab)).catch((error: unknown) => {
    throw error instanceof LabError && error.code === "NoSuchPod" ? elsewhere(error, values, cluster.lab) : error;
  });
  const readAt = new Date();
  const probe = values["probe"] === true ? await probeIfAgreed(context, cluster, found, values) : null;
  const json = toJson(found, cluster, probe, readAt);
  const told = cluster.lab === null ? 0 : noteTold(context.folder, 3, cluster.lab.scenario.grading);
  return { json, found, blocks: reportBlocks(json, output.language), told };
}

/** A Pod that isn't there may well be in the cluster that somebody thought of. */
function elsewhere(error: LabError, values: Values, lab: Lab | null): LabError {
  const roles = [textOf(values, "from")!, textOf(values, "to")!].some((text) => roleOf(text) !== null);
  if (lab === null && !roles) return error;
  const more = message(lab === null ? "diagnose.roles-need-drill" : "diagnose.other-cluster");
  return new LabError(error.code, inSequence(error.text, more), error.hint, error.exitStatus);
}

/** All that can be wrong with the line itself is said before anything is read. */
function checkLine(context: Context, values: Values): void {
  const { invocation } = context;
  const [from, to] = [textOf(values, "from"), textOf(values, "to")];
  if (from === null || to === null) {
    throw usageError("EndsMissing", message("diagnose.needs"), message("diagnose.needs.hint", { invocation }));
  }
  const protocol = readProtocol(textOf(values, "protocol") ?? undefined);
  if (values["probe"] === true && protocol !== "tcp")
    throw usageError("OnlyTcp", message("diagnose.probe.only-tcp"), message("diagnose.probe.only-tcp.hint"));
  if (roleOf(from) === null) readFrom(from);
  const port = roleOf(to) === null ? readTo(to).port : portIn(to);
  if (protocol === "icmp" && port !== null)
    throw usageError("PortOfIcmp", message("diagnose.icmp-port", { to }), message("diagnose.icmp-port.hint"));
  checkReports(context, values);
}

function portIn(text: string): number | null {
  const digits = /:(\d+)$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A drill's Pods by the parts that they play, while one is up; Pod B without a port is asked by the drill's own. */
async function askedOf(values: Values, lab: Lab | null): Promise<Asked> {
  const [from, to] = [textOf(values, "from")!, textOf(values, "to")!];
  const protocol = readProtocol(textOf(values, "protocol") ?? undefined);
  const named = async (text: string): Promise<string> => {
    const role = roleOf(text);
    if (role === null || lab === null) return text;
    const { pod } = findActor(await lab.snapshot(), lab.scenario, role);
    const own = text === to && role === "podB" && protocol === "tcp" ? lab.scenario.podB.port : null;
    const port = portIn(text) ?? own;
    return `${pod.namespace}/${pod.name}${port === null ? "" : `:${port}`}`;
  };
  return {
    from: readFrom((await named(from)).toLowerCase()),
    to: readTo((await named(to)).toLowerCase()),
    protocol,
  };
}

function roleOf(text: string): "podA" | "podB" | null {
  const letter = /^pod-?([ab])(:\d+)?$/i.exec(text)?.[1]?.toLowerCase();
  return letter === undefined ? null : letter === "a" ? "podA" : "podB";
}

/** Whoever declines still gets the diagnosis. */
async function probeIfAgreed(
  context: Context,
  cluster: OpenCluster,
  found: Found,
  values: Values,
): Promise<ProbeJson | null> {
  const { namespace, name } = found.ends.from;
  const question = message("diagnose.probe.ask", {
    pod: `${namespace}/${name}`,
    command: probeLine(found).map(quoteForReading).join(" "),
  });
  try {
    await confirm(context, question, values["yes"] === true, message("diagnose.probe.unasked"));
  } catch (error) {
    if (error instanceof LabError && error.code === "Declined") return null;
    throw error;
  }
  return probePath(cluster, found);
}

function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === "string" ? value : null;
}

/** What the two APIs refuse as a whole, with what to do about it. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LabError) throw error;
    if (error instanceof KubeApiError) {
      const text = message("diagnose.kube-refused", { reason: error.reason, detail: error.message });
      throw new LabError("KubeRefused", text, message("diagnose.kube-refused.hint"));
    }
    if (isCloudError(error)) {
      const text = message("real.cloud-refused", { code: error.code, reason: error.message });
      throw new LabError(error.code, text, message(hintOf(error.code)));
    }
    throw unreachable(error, message("diagnose.unreachable.hint")) ?? error;
  }
}

function hintOf(code: string) {
  if (code.startsWith("AuthFailure") && !code.includes("UnauthorizedOperation")) return "diagnose.cloud-who.hint";
  return /Region/.test(code) ? "diagnose.cloud-region.hint" : "diagnose.cloud-other.hint";
}
