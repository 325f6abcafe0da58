import { canonicalCidr, cloudCidr } from "../block.ts";
import { printPorts } from "../ports.ts";
import { parseRule } from "../rule.ts";
import { RuleError } from "../rule-error.ts";
import type { Direction, Rule } from "../snapshot.ts";
import { ImportError } from "./import-error.ts";
import type { ImportNote } from "./import-error.ts";

/** A rule taken apart into the texts that every form of the cloud's has, whatever it calls them. Empty text is absent. */
export interface RuleFields {
  readonly action: string;
  readonly protocol: string;
  readonly port: string;
  readonly serviceTemplate: string;
  readonly cidr: string;
  readonly cidr6: string;
  readonly group: string;
  readonly addressTemplate: string;
  readonly description: string;
}

/** The lists of a group, and what reading them changed. */
export interface ImportedRules {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
  readonly notes: readonly ImportNote[];
}

/** Two lists in some form, read field by field. */
export interface ForeignLists {
  readonly ingress: readonly { readonly at: string; readonly fields: RuleFields }[];
  readonly egress: readonly { readonly at: string; readonly fields: RuleFields }[];
}

/** @throws ImportError */
export function importLists(lists: ForeignLists): ImportedRules {
  const notes: ImportNote[] = [];
  const read = (direction: Direction) =>
    lists[direction].map(({ at, fields }, rule) => {
      const note = noteOn(fields);
      if (note !== null) notes.push({ ...note, direction, rule });
      return readFields(at, fields);
    });
  return { ingress: read("ingress"), egress: read("egress"), notes };
}

/** By way of the one notation: its reader knows what a rule is. */
function readFields(at: string, fields: RuleFields): Rule {
  const peers = [fields.cidr, fields.cidr6, fields.group, fields.addressTemplate].filter((text) => text !== "");
  if (peers.length > 1) throw new ImportError("peer-ambiguous", at);
  if (fields.serviceTemplate !== "" && fields.protocol !== "") throw new ImportError("service-ambiguous", at);
  const [peer = ""] = peers;
  if (peer.toUpperCase() === "MY_PUBLIC_IP") throw new ImportError("own-address", at);
  const service = fields.serviceTemplate || fields.protocol;
  const words = [fields.action, service, cloudCidr(peer) ?? peer, portWord(fields)];
  try {
    const rule = parseRule(words.join(" "));
    return fields.description === "" ? rule : { ...rule, description: fields.description };
  } catch (error) {
    throw error instanceof RuleError ? new ImportError("rule-unreadable", at, error) : error;
  }
}

/** Left out, or empty, means every port: so do the cloud and its Terraform provider. */
function portWord({ serviceTemplate, port }: RuleFields): string {
  return serviceTemplate === "" ? port || "all" : "";
}

/** What the cloud would make of the block as written, where that is something else. */
function noteOn({ cidr, cidr6 }: RuleFields): Pick<ImportNote, "code" | "written" | "stored"> | null {
  const written = cidr || cidr6;
  const canonical = canonicalCidr(written);
  const stored = cloudCidr(written);
  if (canonical === null || stored === null) return null;
  if (stored !== canonical) return { code: "zero-prefix", written, stored };
  const asWritten = written.includes("/") ? canonicalCidr(written.slice(0, written.indexOf("/"))) : canonical;
  const hasHostBits = asWritten?.slice(0, asWritten.indexOf("/")) !== canonical.slice(0, canonical.indexOf("/"));
  return hasHostBits ? { code: "host-bits", written, stored } : null;
}

/** The inverse: a rule as texts, protocol and action in capitals as the cloud writes them. */
export function fieldsOf({ action, service, peer, description }: Rule): RuleFields {
  const isBlock = peer.kind === "cidr";
  const isV6 = isBlock && peer.cidr.includes(":");
  return {
    action: action.toUpperCase(),
    protocol: service.kind === "service-template" ? "" : PROTOCOL_NAME[service.protocol],
    port: service.kind === "ports" ? portsText(service.ports) : service.kind === "protocol" ? "ALL" : "",
    serviceTemplate: service.kind === "service-template" ? service.id : "",
    cidr: isBlock && !isV6 ? peer.cidr : "",
    cidr6: isV6 ? peer.cidr : "",
    group: peer.kind === "security-group" ? peer.id : "",
    addressTemplate: peer.kind === "address-template" ? peer.id : "",
    description: description ?? "",
  };
}

function portsText(ports: Parameters<typeof printPorts>[0]): string {
  return ports === "all" ? "ALL" : printPorts(ports);
}

const PROTOCOL_NAME = {
  tcp: "TCP",
  udp: "UDP",
  icmp: "ICMP",
  icmpv6: "ICMPV6",
  gre: "GRE",
  all: "ALL",
} as const;

/** Is it a group of templates (`ipmg-…`, `ppmg-…`)? The cloud has another member for those. */
export function isTemplateGroup(id: string): boolean {
  return /^(ipmg|ppmg)-/.test(id);
}

/** A member of unknown JSON as text; numbers are written out, everything else counts as absent. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}

/** @throws ImportError unless it is an object */
export function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ImportError("not-an-object", at);
  return value as Readonly<Record<string, unknown>>;
}

/** An absent list is empty. @throws ImportError unless it is a list */
export function listAt(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ImportError("not-a-list", at);
  return value;
}
