import {
  hopReason,
  nearMissSentence,
  printRule,
  sentence,
  type Flow,
  type Hop,
  type Snapshot,
  type Text,
} from "@podpath/access-path";
import { doubtSentence, type DiagnosedFilter } from "@podpath/access-path/diagnose";
import { toneOf, type DrawnPath } from "@podpath/access-path/drawing";
import { message } from "../text/translate.ts";
import { describeFix } from "./describe-fix.ts";
import type { Found } from "./diagnose-cluster.ts";
import type { DiagnosisJson, EndJson, FilterJson, HopJson, ProbeJson } from "./diagnosis-json.ts";
import type { AddressEnd, PodEnd } from "./ends.ts";
import type { OpenCluster } from "./open-cluster.ts";

/** What was found, as data that programs and reports read. Pure. */
export function toJson(
  found: Found,
  { region, clusterId, source, endpoint }: Pick<OpenCluster, "region" | "clusterId" | "source" | "endpoint">,
  probe: ProbeJson | null,
  readAt: Date,
): DiagnosisJson {
  const { ends, diagnosis, seen, refused, versions } = found;
  const { snapshot, answers } = seen;
  const { verdict, blockers, doubts, remedy, path } = diagnosis;
  return {
    schema: "podpath.diagnosis/1",
    readAt: readAt.toISOString(),
    cluster: {
      id: clusterId,
      name: answers.cluster.ClusterName ?? "",
      region,
      vpcId: snapshot.vpc.id,
      eniSecurityGroups: snapshot.eniSecurityGroups,
      source,
    },
    from: endJson(ends.from, snapshot),
    to: endJson(ends.to, snapshot),
    flow: ends.flow,
    route: path.route,
    verdict,
    ends: diagnosis.ends,
    exitCode: exitOf(verdict, probe),
    summary: summaryOf(found),
    hops: hopsOf(found),
    blockers: blockers.map(({ reason, hop, nearMisses }) => ({
      code: reason.code,
      text: sentence(reason),
      eniId: hop?.eniId ?? null,
      direction: hop?.direction ?? null,
      nearMisses: nearMisses.map((miss) => ({ code: miss.code, text: nearMissSentence(miss) })),
    })),
    doubts: doubts.map((doubt) => ({ code: doubt.code, text: doubtSentence(doubt) })),
    refusedCalls: refused,
    notes: necNotes(found),
    assumptions: assumptionsOf(found),
    fix: remedy && { ...describeFix(remedy, { region, versions, snapshot, endpoint }), cautions: cautionsOf(found) },
    probe,
  };
}

/** A real connection is worth more than a prediction; one that was asked for and could not be made leaves it unproved. */
function exitOf(verdict: DiagnosisJson["verdict"], probe: ProbeJson | null): 0 | 1 {
  const isOpen = probe === null ? verdict === "open" : probe.outcome.kind === "connected";
  return isOpen ? 0 : 1;
}

function summaryOf({ diagnosis: { verdict, ends, blockers, doubts } }: Found): Text {
  switch (verdict) {
    case "open":
      return message("diagnose.open");
    case "blocked":
      return message(ends === "unreachable" ? "diagnose.unreachable" : "diagnose.blocked", { count: blockers.length });
    case "unknown":
      return message("diagnose.unknown", { count: doubts.length });
    default:
      return verdict satisfies never;
  }
}

function endJson(end: PodEnd | AddressEnd, { nodes }: Snapshot): EndJson {
  const node = nodes.find(({ enis }) => enis.some(({ addresses }) => addresses.includes(end.address)));
  const eni = node?.enis.find(({ addresses }) => addresses.includes(end.address));
  const pod = end.kind === "pod" ? end : null;
  return {
    kind: end.kind,
    namespace: pod?.namespace ?? null,
    pod: pod?.name ?? null,
    address: end.address,
    node: node?.name ?? pod?.nodeName ?? null,
    hostNetwork: pod?.hostNetwork ?? false,
    eniId: eni?.id ?? null,
    securityGroups: eni?.securityGroups ?? null,
  };
}

/** The diagnosis as the drawing takes it. */
export function drawnOf({ diagnosis: { path, verdict, filters, blockers } }: Found): DrawnPath {
  const doubtful = (hop: Hop) => filters.some((filter) => filter.hop === hop && filter.action === "unknown");
  // Behind the last filter: what stops a flow there is at the end, not on the way.
  const atEnd = blockers.some(({ hop }) => hop === null);
  return { ...path, arrives: verdict === "open" ? true : atEnd ? false : null, doubtful };
}

function hopsOf(found: Found): readonly HopJson[] {
  const { diagnosis, seen } = found;
  const drawn = drawnOf(found);
  return diagnosis.path.hops.map((hop) => {
    const filter = diagnosis.filters.find((one) => one.hop === hop) ?? null;
    return {
      kind: hop.kind,
      state: toneOf(hop, drawn),
      text: filter === null ? hopText(hop, found) : filterText(filter, seen.snapshot, diagnosis.flow),
      filter: filter && filterJson(filter, seen.snapshot),
    };
  });
}

function hopText(hop: Hop, { diagnosis: { doubts }, ends: { from, to } }: Found): Text {
  switch (hop.kind) {
    case "pod": {
      const name = `${hop.namespace}/${hop.name}`;
      if (hop.role === "source") return message("diagnose.hop.pod-source", { name, address: hop.address });
      return message("diagnose.hop.pod", { name, address: hop.address });
    }
    case "node": {
      const name = hop.nodeName === hop.address ? hop.address : `${hop.nodeName} (${hop.address})`;
      return message(hop.role === "carrier" ? "diagnose.hop.carrier" : "diagnose.hop.node", { name });
    }
    case "vpc":
      return message("diagnose.hop.vpc", { id: hop.vpcId });
    case "unknown": {
      const end = hop.role === "source" ? from : to;
      const name = end.kind === "pod" ? `Pod ${end.namespace}/${end.name} (${end.address})` : end.address;
      const read = !doubts.some(({ code }) => code === "interfaces-unread");
      return message(read ? "diagnose.hop.unknown" : "diagnose.hop.unseen", { name });
    }
    case "filter":
      return message("diagnose.hop.vpc", { id: hop.eniId });
    default:
      return hop satisfies never;
  }
}

function filterText({ action, reason, doubts, hop }: DiagnosedFilter, snapshot: Snapshot, flow: Flow): Text {
  if (action !== "unknown") return sentence(reason ?? hopReason(snapshot, flow, hop));
  const texts = doubts.map(doubtSentence);
  return { zh: texts.map(({ zh }) => zh).join(""), en: texts.map(({ en }) => en).join(" ") };
}

function filterJson({ hop, action, verdicts }: DiagnosedFilter, snapshot: Snapshot): FilterJson {
  const { eniId, primary, nodeName, direction, groupIds } = hop;
  return {
    eniId,
    primary,
    nodeName,
    direction,
    groupIds,
    action,
    decidedBy: verdicts.map(({ kind, groupId, rule }) => {
      const group = snapshot.securityGroups.find(({ id }) => id === groupId);
      const found = rule === null ? undefined : group?.[direction][rule];
      return { kind, groupId, rule, text: found === undefined ? null : printRule(found) };
    }),
  };
}

/** Where a node's NodeENIConfig lists other groups than the interface has: by hand, behind the add-on's back, or not yet in step. */
function necNotes({ necs, ends, seen: { snapshot } }: Found): readonly Text[] {
  if (snapshot.eniSecurityGroups !== "on") return [];
  const nodes = new Map([ends.from, ends.to].flatMap((end) => (end.kind === "pod" ? [[end.nodeName, end]] : [])));
  return [...nodes].flatMap(([node, end]) => {
    const listed = necs.get(node) ?? [];
    const { eniId, securityGroups } = endJson(end, snapshot);
    if (end.hostNetwork || eniId === null || listed.length === 0 || listed.join() === securityGroups?.join()) return [];
    const bound = securityGroups?.join(", ") ?? "";
    if (bound === "") return [message("diagnose.nec-unbound", { node, eni: eniId, listed: listed.join(", ") })];
    return [message("diagnose.nec-differs", { node, eni: eniId, listed: listed.join(", "), bound })];
  });
}

/** What a fix that is right today may stop being tomorrow. */
function cautionsOf({ diagnosis: { remedy }, ends, seen: { snapshot } }: Found): readonly Text[] {
  const directions = new Set(remedy?.edits.flatMap((edit) => (edit.kind === "insert-rule" ? [edit.direction] : [])));
  const named = [
    ...(directions.has("ingress") ? [ends.from] : []),
    ...(directions.has("egress") && ends.to.kind === "pod" ? [ends.to] : []),
  ];
  return named.flatMap((end) => {
    if (end.kind !== "pod" || end.hostNetwork) return [];
    const subnet = snapshot.subnets.find(({ id }) => id === subnetOf(snapshot, end.address));
    const block = end.address.includes(":") ? subnet?.cidr6 : subnet?.cidr;
    const parameters = { pod: `${end.namespace}/${end.name}`, address: end.address };
    return block === undefined
      ? [message("diagnose.caution.address", parameters)]
      : [message("diagnose.caution.address-subnet", { ...parameters, block })];
  });
}

function subnetOf({ nodes }: Snapshot, address: string): string | undefined {
  return nodes.flatMap(({ enis }) => enis).find(({ addresses }) => addresses.includes(address))?.subnetId;
}

/** What stands between an answer from what the APIs show and the packets themselves. */
function assumptionsOf({ diagnosis, ends }: Found): readonly Text[] {
  const { path, filters, verdict } = diagnosis;
  const notes: Text[] = [];
  if (path.route === "same-node") notes.push(message("diagnose.assumes.same-node"));
  if (filters.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "unfiltered")))
    notes.push(message("diagnose.assumes.unfiltered"));
  for (const end of [ends.from, ends.to]) {
    if (end.kind === "pod" && end.hostNetwork)
      notes.push(message("diagnose.assumes.host-network", { pod: `${end.namespace}/${end.name}` }));
  }
  if (verdict === "open") notes.push(message("diagnose.assumes.beyond"));
  return notes;
}
