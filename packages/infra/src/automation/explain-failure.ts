import { InfraError } from "../engine/infra-error.ts";
import { adviceFor } from "./advice.ts";
import type { RealRun } from "./real-run.ts";

/** The provider's way to quote the cloud: `[TencentCloudSDKError] Code=LimitExceeded, Message=…, RequestId=…`. */
const QUOTED = /Code=([\w.]+),\s*Message=(.*?)(?:,\s*RequestId=([\w-]+)|$)/m;
/** And our own engine's, which the stand-in for tests runs: `CreateVpc answered LimitExceeded (…)`. */
const ANSWERED = /answered ([\w.]+) \((.*?)\)/;

/** A failed run in the cloud's own words, with what to do next. Everything made so far is in the state. */
export function explainFailure(error: unknown, complaints: string, run: Pick<RealRun, "operation">): InfraError {
  if (error instanceof InfraError) return error;
  const text = `${complaints}\n${(error as Error).message ?? String(error)}`;
  const quoted = QUOTED.exec(text) ?? ANSWERED.exec(text);
  const code = quoted?.[1] ?? codeOf(text);
  const reason = quoted?.[2]?.trim() || lastComplaint(text);
  return new InfraError({
    code,
    ...(quoted?.[3] === undefined ? {} : { requestId: quoted[3] }),
    text: {
      zh: `${VERBS[run.operation].zh}没有完成：${code}（${reason}）`,
      en: `${VERBS[run.operation].en} did not finish: ${code} (${reason})`,
    },
    hint: adviceFor(code, text, run.operation),
  });
}

const VERBS = {
  preview: { zh: "预览", en: "The preview" },
  refresh: { zh: "对照云上的状态", en: "Comparing with the cloud" },
  up: { zh: "创建", en: "Building" },
  down: { zh: "销毁", en: "Destroying" },
} as const;

function codeOf(text: string): string {
  if (/cancell?ed|interrupt/i.test(text)) return "Infra.Cancelled";
  if (/timeout while waiting|context deadline|timed out/i.test(text)) return "Infra.TooLate";
  if (/passphrase/i.test(text)) return "Infra.Passphrase";
  if (/plugin|failed to (download|install)|no such host|registry/i.test(text)) return "Infra.NoPlugin";
  return "Infra.PulumiFailed";
}

function lastComplaint(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const errors = lines.filter((line) => /^error:/i.test(line) && !/update failed/.test(line));
  return (errors.at(-1) ?? lines.find((line) => line !== "") ?? "").replace(/^error:\s*/i, "").slice(0, 300);
}
