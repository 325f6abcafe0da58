import { applyEdits, printFlow, type Flow, type Snapshot } from "@podpath/access-path";
import type { Diagnosis } from "@podpath/access-path/diagnose";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inPod, keyOf, TestLab } from "../../../dataplane/test/lab.ts";
import { Sender, type Answer } from "../../../dataplane/test/sender.ts";
import { diagnoseCluster } from "../../src/diagnose/diagnose-cluster.ts";
import { unpackedPrograms } from "../../src/machine/system-programs.ts";
import { clusterOf } from "./cluster-of.ts";
import { FAULTS, incidents, refusedFor, UNREADABLE, type Incident } from "./incidents.ts";

const HOW_MANY = 216;
/** The same incidents every time. */
const SEED = 20_260;
/** Seconds of silence that are one: packets take less than a millisecond. On a busy machine one is given more. */
const PATIENCE = { first: 0.3, again: 0.9 } as const;

let lab: TestLab;
let revision = 0;
beforeAll(() => {
  lab = new TestLab(unpackedPrograms());
});
afterAll(() => lab.plane.close());

interface Witnessed {
  /** Rules whose counters moved, `eni group direction rule`. */
  readonly moved: readonly string[];
  readonly answer: Answer;
}

interface Row {
  readonly incident: Incident;
  readonly diagnosis: Diagnosis;
  readonly complaint: string | null;
  readonly mended: boolean;
}

/** Each incident is read through the two APIs with the permissions that it leaves, diagnosed, and then made of real packets. */
test(`diagnose is right on ${HOW_MANY} incidents, by the kernel's verdict`, { timeout: 300_000 }, async () => {
  const rows: Row[] = [];
  for (const incident of fc.sample(incidents, { seed: SEED, numRuns: HOW_MANY })) {
    const row = await live(incident, PATIENCE.first);
    rows.push(row.complaint === null ? row : await live(incident, PATIENCE.again));
  }
  const counts = { open: 0, blocked: 0, undeclared: 0, unknown: 0 };
  for (const { diagnosis } of rows) counts[isUndeclared(diagnosis) ? "undeclared" : diagnosis.verdict] += 1;
  const mended = rows.filter((row) => row.mended).length;
  const kinds = new Set(rows.flatMap(({ incident }) => [...incident.faults, ...incident.unreadable]));
  console.log(
    `${rows.length} incidents of ${kinds.size} kinds against real packets: ${JSON.stringify(counts)}; ${mended} remedies tried`,
  );
  expect(rows.flatMap(({ complaint }) => complaint ?? [])).toEqual([]);
  expect(lab.complaints).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(kinds.size).toBe(FAULTS.length + UNREADABLE.length);
  for (const count of [...Object.values(counts), mended]) expect(count).toBeGreaterThan(5);
});

/** The incident as packets meet it, and once more with the remedy. */
async function live(incident: Incident, patience: number): Promise<Row> {
  const diagnosis = await diagnoseIncident(incident);
  await lab.plane.realise({ ...incident.snapshot, revision: ++revision });
  const sender = new Sender(lab.plane, inPod(incident.from), patience);
  try {
    const before = await send(sender, incident.flow);
    const told = contradiction(incident, diagnosis, before);
    const mended = told === null && canBeMended(diagnosis);
    const complaint = mended ? await mend(incident, diagnosis, sender) : told;
    return { incident, diagnosis, mended, complaint: complaint && `${describe(incident)}: ${complaint}` };
  } finally {
    sender.close();
  }
}

async function mend(incident: Incident, { remedy }: Diagnosis, sender: Sender): Promise<string | null> {
  const mended = applyEdits(incident.snapshot, remedy!.edits);
  await lab.plane.realise({ ...mended, revision: ++revision });
  const after = await send(sender, incident.flow);
  return arrived(after, incident) ? null : `the remedy did not help: ${JSON.stringify(after)}`;
}

async function diagnoseIncident(incident: Incident): Promise<Diagnosis> {
  const { snapshot, flow, from, to, unreadable } = incident;
  const cluster = clusterOf(snapshot, { refused: unreadable.flatMap(refusedFor) });
  const found = await diagnoseCluster(cluster, {
    from: { kind: "pod", namespace: from.namespace, name: from.name, port: null },
    // A Pod of two families is asked for by the address in question.
    to:
      to === null || flow.destination.includes(":")
        ? { kind: "address", address: flow.destination, port: flow.destinationPort }
        : { kind: "pod", namespace: to.namespace, name: to.name, port: flow.destinationPort },
    protocol: flow.protocol === "icmpv6" ? "icmp" : flow.protocol,
  });
  expect(found.ends.flow).toEqual(flow);
  return found.diagnosis;
}

/** Send one packet and wait for its answer, or until it is certain that none comes. */
async function send(sender: Sender, flow: Flow): Promise<Witnessed> {
  const before = await lab.counted();
  const answer = await sender.send(flow);
  const after = await lab.counted();
  const moved = [...after].filter(([key, packets]) => packets !== (before.get(key) ?? 0)).map(([key]) => key);
  return { answer, moved: moved.toSorted() };
}

/** All that isn't known is whether something listens where no container declares a port. */
function isUndeclared({ verdict, doubts }: Diagnosis): boolean {
  return verdict === "unknown" && doubts.every(({ code }) => code === "port-undeclared");
}

/** Counters that move if the diagnosis is right; null where it doesn't say. */
function expectedMoves(diagnosis: Diagnosis): readonly string[] | null {
  const { filters, verdict } = diagnosis;
  if (verdict === "unknown" && !isUndeclared(diagnosis)) return null;
  const known = filters.filter(({ hop }) => hop.reached);
  if (known.some(({ verdicts, doubts }) => verdicts.length !== 1 || doubts.length > 0)) return null;
  return known
    .filter(({ hop }) => hop.groupIds.length > 0)
    .map(({ hop, verdicts: [decided] }) => keyOf({ eniId: hop.eniId, direction: hop.direction, ...decided! }));
}

/** What the kernel did that the diagnosis says it doesn't; null: they agree. */
function contradiction(incident: Incident, diagnosis: Diagnosis, { moved, answer }: Witnessed): string | null {
  const { verdict, ends, doubts } = diagnosis;
  const isUnknown = verdict === "unknown" && !isUndeclared(diagnosis);
  const said = JSON.stringify({ verdict, ends, doubts: doubts.map(({ code }) => code) });
  if (isUnknown) {
    return incident.unreadable.length > 0 ? null : `unknown, though all could be read: ${said}`;
  }
  const expected = expectedMoves(diagnosis);
  if (expected !== null && expected.toSorted().join() !== moved.join())
    return `${said}, but the counters of ${JSON.stringify(moved)} moved, not ${JSON.stringify(expected)}`;
  if (incident.flow.protocol === "udp") return null; // a datagram's sender hears nothing: the counters are the witness
  const possible = possibleAnswers(diagnosis, incident);
  return possible.includes(answer) ? null : `${said}, but the kernel's answer was ${answer}`;
}

function possibleAnswers({ ends }: Diagnosis, { to }: Incident): readonly Answer[] {
  switch (ends) {
    case "silence":
      return ["silence"];
    case "unreachable":
      return []; // of incidents none is of two families
    case "connected":
      return to === null ? ["answered", "refused"] : ["answered"]; // what listens on a node is not known
    case "unknown":
      return ["refused", "answered"]; // all groups let it by; what listens isn't known
    default:
      return ends satisfies never;
  }
}

function canBeMended({ remedy }: Diagnosis): boolean {
  return remedy?.after === "open" && remedy.edits.every(({ kind }) => kind !== "listen");
}

function arrived({ moved, answer }: Witnessed, { flow, to, snapshot }: Incident): boolean {
  if (flow.protocol !== "udp") return answer === "answered" || (to === null && answer === "refused");
  const drops = moved.filter((key) => key.endsWith(" -") || isDrop(key, snapshot));
  return drops.length === 0;
}

function isDrop(key: string, { securityGroups }: Snapshot): boolean {
  const [, id, direction, rule] = key.split(" ") as [string, string, "ingress" | "egress", string];
  return securityGroups.find((group) => group.id === id)?.[direction][Number(rule)]?.action === "drop";
}

function describe({ faults, unreadable, flow }: Incident): string {
  return `${printFlow(flow)} [${faults.join("; ")}]${unreadable.length > 0 ? ` unread: ${unreadable.join("; ")}` : ""}`;
}
