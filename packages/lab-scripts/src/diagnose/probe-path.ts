import { type Outcome, type RuleCounter } from "@podpath/access-path";
import { lossSentence, whereLost } from "@podpath/access-path/diagnose";
import { difference, runCaptured } from "../probe.ts";
import { inSequence, message } from "../text/translate.ts";
import type { Found } from "./diagnose-cluster.ts";
import type { ProbeJson } from "./diagnosis-json.ts";
import type { OpenCluster } from "./open-cluster.ts";

const LIMITS = {
  /** Silence as long as this is called a time-out: a SYN and two more. */
  connectS: 4,
  /** Of the whole attempt: whoever answers need not speak HTTP. */
  wholeS: 6,
} as const;

const CURL = { couldNotConnect: 7, timedOut: 28 } as const;
/** A shell's statuses for a program that isn't there. */
const NOT_FOUND = [126, 127];

/** The one command that a probe runs. What answers is thrown away: whether somebody does is all that counts. */
export function probeLine({ ends: { flow } }: Pick<Found, "ends">): readonly string[] {
  const host = flow.destination.includes(":") ? `[${flow.destination}]` : flow.destination;
  const limits = ["--connect-timeout", String(LIMITS.connectS), "--max-time", String(LIMITS.wholeS)];
  const report = ["-o", "/dev/null", "-w", "%{time_connect} %{http_code}"];
  return ["curl", "-sS", "--noproxy", "*", ...limits, ...report, `http://${host}:${flow.destinationPort}/`];
}

/** One real connection from the Pod, by the curl in it, held against the diagnosis. */
export async function probePath(cluster: OpenCluster, found: Found): Promise<ProbeJson> {
  const { from } = found.ends;
  const command = probeLine(found);
  const before = await countersOf(cluster);
  const started = performance.now();
  const where = { namespace: from.namespace, name: from.name, container: from.container };
  const ran = await runCaptured(cluster.kube, where, command);
  const afterMs = Math.round(performance.now() - started);
  const after = await countersOf(cluster);
  const outcome = outcomeOf(ran, afterMs);
  return { command, outcome, ...judge(found, outcome, before && after && difference(before, after)) };
}

/** The sandbox counts; a real cluster shows no counters. */
async function countersOf({ lab }: OpenCluster): Promise<readonly RuleCounter[] | null> {
  if (lab === null || lab.record.real || lab.supervisor.hello.dataPlane.kind !== "kernel") return null;
  return lab.supervisor.control.counters(lab.record.account);
}

/** By exit statuses and curl's own measurements, never by wording: a connection is one even if what follows isn't HTTP. */
function outcomeOf({ result, stdout, stderr }: Awaited<ReturnType<typeof runCaptured>>, afterMs: number): Outcome {
  if (result.kind === "failed") return { kind: "failed", exitCode: null, message: result.message };
  const [connectS = "0", status = "0"] = stdout.trim().split(" ");
  if (Number(connectS) > 0 || result.status === 0)
    return { kind: "connected", httpStatus: Number(status) || null, body: "" };
  if (result.status === CURL.couldNotConnect) return { kind: "refused" };
  if (result.status === CURL.timedOut) return { kind: "timed-out", afterMs };
  return { kind: "failed", exitCode: result.status, message: stderr.trim().slice(0, 500) };
}

function judge(
  { diagnosis: { verdict, ends, filters, doubts }, ends: { from } }: Found,
  outcome: Outcome,
  moved: readonly RuleCounter[] | null,
): Pick<ProbeJson, "agrees" | "text"> {
  switch (outcome.kind) {
    case "failed": {
      if (from.stopped !== null) {
        const parameters = { container: from.container, state: from.stopped };
        return { agrees: null, text: message("diagnose.probe.not-running", parameters) };
      }
      const missing =
        outcome.exitCode === null
          ? /not found|no such file/i.test(outcome.message)
          : NOT_FOUND.includes(outcome.exitCode);
      const text = missing
        ? message("diagnose.probe.no-curl")
        : message("diagnose.probe.failed", { reason: outcome.message || `exit ${outcome.exitCode}` });
      return { agrees: null, text };
    }
    case "connected":
      if (verdict === "blocked") return { agrees: false, text: message("diagnose.probe.connected-though") };
      if (doubts.some(({ code }) => code === "port-undeclared"))
        return { agrees: null, text: message("diagnose.probe.connected-undeclared") };
      return { agrees: verdict === "open" ? true : null, text: message("diagnose.probe.connected") };
    case "refused":
      if (verdict === "unknown") return { agrees: null, text: message("diagnose.probe.refused") };
      return { agrees: ends !== "silence", text: message("diagnose.probe.refused") };
    case "timed-out": {
      const seconds = (outcome.afterMs / 1000).toFixed(1);
      const silence = message("diagnose.probe.timed-out", { seconds });
      if (verdict === "unknown") return { agrees: null, text: silence };
      if (verdict === "blocked") return { agrees: ends !== "unreachable", text: silence };
      const loss = lossSentence(
        whereLost(
          filters.map(({ hop }) => hop),
          moved,
        ),
      );
      return { agrees: false, text: inSequence(silence, loss) };
    }
    default:
      return outcome satisfies never;
  }
}
