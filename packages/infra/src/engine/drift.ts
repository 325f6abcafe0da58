import type { Text } from "@podpath/scenarios";
import type { Change } from "./diff.ts";
import type { Drift } from "./job.ts";
import { handlerOf } from "./resources/index.ts";
import type { Run } from "./run.ts";
import type { ResourceRecord } from "./state.ts";
import { labelOf, spokenLabelOf } from "./subject.ts";

/** What is not as this engine left it; changes nothing. */
export async function findDrift(run: Run): Promise<void> {
  const records = run.state.all().filter((one) => one.phase === "ready");
  const found = await Promise.all(records.map((known) => driftOfRecord(run, known)));
  run.drift.push(...found.filter((one) => one !== null));
}

async function driftOfRecord(run: Run, known: ResourceRecord): Promise<Drift | null> {
  const handler = handlerOf(known.type);
  const actual = await handler.read(run.cloud, known.id ?? "", known.inputs);
  if (actual === null) return missing(known);
  const changes = handler.drift(known.inputs, actual);
  return changes.length === 0 ? null : driftOf(known, changes);
}

export function missing(known: ResourceRecord): Drift {
  const { urn, id } = known;
  const [resource, label] = [labelOf(known), spokenLabelOf(known)];
  const text = { zh: `${label.zh} 已不存在`, en: `${label.en}: gone` };
  return { urn, resource, id: id ?? "", kind: "missing", changes: [], text };
}

export function driftOf(known: ResourceRecord, changes: readonly Change[]): Drift {
  const { urn, id } = known;
  const [resource, label] = [labelOf(known), spokenLabelOf(known)];
  const parts = changes.map(textOf);
  const text = {
    zh: `${label.zh}：${parts.map((part) => part.zh).join("；")}`,
    en: `${label.en}: ${parts.map((part) => part.en).join("; ")}`,
  };
  return { urn, resource, id: id ?? "", kind: "changed", changes, text };
}

function textOf({ path, wanted, actual }: Change): Text {
  const place = DIRECTIONS[path] ?? { zh: path, en: path };
  if (Array.isArray(wanted) && Array.isArray(actual)) return listText(place, wanted, actual);
  const [was, is] = [JSON.stringify(wanted), JSON.stringify(actual)];
  return { zh: `${place.zh} 由 ${was} 变为 ${is}`, en: `${place.en} was ${was}, is ${is}` };
}

const DIRECTIONS: Readonly<Record<string, Text>> = {
  ingress: { zh: "入站", en: "ingress" },
  egress: { zh: "出站", en: "egress" },
};

/** `ingress +accept tcp 10.0.35.23/32 80`: what was added, what was taken away, or that only the order differs. */
function listText(place: Text, wanted: readonly unknown[], actual: readonly unknown[]): Text {
  const [was, is] = [wanted.map(print), actual.map(print)];
  const signs = [
    ...is.filter((item) => !was.includes(item)).map((item) => `+${item}`),
    ...was.filter((item) => !is.includes(item)).map((item) => `-${item}`),
  ];
  if (signs.length === 0) return { zh: `${place.zh}的顺序变了`, en: `${place.en} is in another order` };
  return { zh: `${place.zh} ${signs.join("，")}`, en: `${place.en} ${signs.join(", ")}` };
}

function print(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
