import { DRILL_IDS } from "./drills.ts";
import { ACTORS, PROTOCOLS, type Lesson, type LessonGroup } from "./lesson.ts";
import { readRule } from "./rule-cells.ts";

/** The query parameter that says which picture of a page the rest is for. */
export const PICTURE = "path";

/** More than this in a link is not ours. */
const LIMITS = { groups: 10, rules: 100 } as const;

/** A lesson as query parameters that a person can read. `lessonFromQuery` is the inverse. */
export function queryOf(picture: string, lesson: Lesson): string {
  const { from, to, protocol, port } = lesson.flow;
  const query = new URLSearchParams({
    [PICTURE]: picture,
    flow: [protocol, from, to, port].join("."),
    podB: lesson.podBOn,
    podA: lesson.podAIs,
    sg: lesson.feature,
    a: lesson.boundA.join("."),
    b: lesson.boundB.join("."),
    eth0a: lesson.primaryA.join("."),
    eth0b: lesson.primaryB.join("."),
    drill: lesson.drill,
  });
  for (const group of lesson.groups) {
    query.append("group", `${group.id} ${group.name}`);
    for (const rule of group.ingress) query.append(`${group.id}.in`, rule);
    for (const rule of group.egress) query.append(`${group.id}.out`, rule);
  }
  return query.toString();
}

/** Null when the query is not for this picture or doesn't hold together; a link is text that anybody can write. */
export function lessonFromQuery(picture: string, search: string): Lesson | null {
  const query = new URLSearchParams(search);
  if (query.get(PICTURE) !== picture) return null;
  const groups = query
    .getAll("group")
    .slice(0, LIMITS.groups)
    .map((text) => readGroup(text, query));
  const drill = DRILL_IDS.find((id) => id === query.get("drill"));
  if (drill === undefined) return null;
  const known = new Set(groups.map((group) => group?.id));
  const [protocol, from, to, port] = (query.get("flow") ?? "").split(".");
  const flow = {
    protocol: PROTOCOLS.find((each) => each === protocol),
    from: ACTORS.find((each) => each === from),
    to: ACTORS.find((each) => each === to),
    port: Number(port),
  };
  const bound = ["a", "b", "eth0a", "eth0b"].map((key) => (query.get(key) ?? "").split(".").filter((id) => id !== ""));
  if (groups.includes(null) || !bound.flat().every((id) => known.has(id))) return null;
  if (flow.protocol === undefined || flow.from === undefined || flow.to === undefined || !isPort(flow.port))
    return null;
  return {
    drill,
    groups: groups.filter((group) => group !== null),
    boundA: bound[0]!,
    boundB: bound[1]!,
    primaryA: bound[2]!,
    primaryB: bound[3]!,
    feature: query.get("sg") === "off" ? "off" : "on",
    podBOn: query.get("podB") === "nodeA" ? "nodeA" : "nodeB",
    podAIs: query.get("podA") === "recreated" ? "recreated" : "first",
    flow: { protocol: flow.protocol, from: flow.from, to: flow.to, port: flow.port },
  };
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function readGroup(text: string, query: URLSearchParams): LessonGroup | null {
  const [, id, name] = /^(sg-[0-9a-z]+) (.{0,60})$/.exec(text) ?? [];
  if (id === undefined || name === undefined) return null;
  const ingress = readList(query.getAll(`${id}.in`));
  const egress = readList(query.getAll(`${id}.out`));
  return ingress === null || egress === null ? null : { id, name, ingress, egress };
}

function readList(texts: readonly string[]): readonly string[] | null {
  const rules = texts.slice(0, LIMITS.rules).map((text) => readRule(text).rule);
  return rules.includes(null) ? null : rules.filter((rule) => rule !== null);
}
