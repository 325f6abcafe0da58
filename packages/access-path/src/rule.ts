import { parseBlock, printBlock } from "./block.ts";
import type { Family } from "./ip.ts";
import { parsePorts, printPorts } from "./ports.ts";
import { oneLine, SERVICE_TEMPLATE, splitRule } from "./rule-words.ts";
import type { RuleWords, Word } from "./rule-words.ts";
import { RuleError } from "./rule-error.ts";
import type { RuleErrorCode } from "./rule-error.ts";
import type { Action, Peer, PortRange, Rule, Service } from "./snapshot.ts";

/**
 * Read one rule: `accept tcp 10.0.35.23/32 80`, peers also `sg-…`, `ipm-…`, `ipmg-…`, a service template (`ppm-…`, `ppmg-…`) in
 * the protocol's place, a remark after ` # `. The cloud's own form `ACCEPT#10.0.35.23/32#80#TCP` is read too. Case does not
 * matter, full-width letters and punctuation are read as their ASCII twins. `printRule` is the inverse.
 *
 * @throws RuleError with code, place in the text, and what to do next in both languages
 */
export function parseRule(text: string): Rule {
  const words = splitRule(text);
  if (words.action === undefined) throw ruleError("empty", words, undefined);
  const action = parseAction(words, words.action);
  const protocol = parseProtocol(words);
  const peer = parsePeer(words);
  const service = parseService(words, protocol);
  checkFamily(words, service, peer);
  if (words.extra !== undefined) throw ruleError("text-left-over", words, words.extra);
  return { action, service, peer, ...(words.description === "" ? {} : { description: words.description }) };
}

/** The text that `parseRule` reads back to the same rule (line breaks in a description become spaces). */
export function printRule(rule: Rule): string {
  const { action, service, peer } = rule;
  const description = oneLine(rule.description ?? "");
  const fields = [action, printService(service), printPeer(peer), ...printServicePorts(service)];
  return fields.join(" ") + (description === "" ? "" : ` # ${description}`);
}

/** The protocol, or the template's id in its place. */
export function printService(service: Service): string {
  return service.kind === "service-template" ? service.id : service.protocol;
}

/** The block, or the group's or template's id. */
export function printPeer(peer: Peer): string {
  return peer.kind === "cidr" ? peer.cidr : peer.id;
}

/** Ports stand in every rule but one with a service template, whose ports are its own. */
function printServicePorts(service: Service): string[] {
  if (service.kind === "service-template") return [];
  return [service.kind === "ports" ? printPorts(service.ports) : "all"];
}

function parseAction(words: RuleWords, word: Word): Action {
  const action = word.text.toLowerCase();
  if (action === "accept" || action === "drop") return action;
  throw ruleError("action-unknown", words, word);
}

const PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "gre", "all"] as const;

/** The protocol, or null for a service template. */
function parseProtocol(words: RuleWords): (typeof PROTOCOLS)[number] | null {
  const word = words.service;
  if (word === undefined) throw ruleError("service-missing", words, undefined);
  if (SERVICE_TEMPLATE.test(word.text)) return null;
  const protocol = PROTOCOLS.find((name) => name === word.text.toLowerCase());
  if (protocol === undefined) throw ruleError("service-unknown", words, word);
  return protocol;
}

function parseService(words: RuleWords, protocol: (typeof PROTOCOLS)[number] | null): Service {
  if (protocol === null) return { kind: "service-template", id: words.service?.text.toLowerCase() ?? "" };
  if (protocol === "tcp" || protocol === "udp") return { kind: "ports", protocol, ports: parseRulePorts(words) };
  if (words.ports !== undefined && words.ports.text.toLowerCase() !== "all")
    throw ruleError("ports-not-taken", words, words.ports);
  return { kind: "protocol", protocol };
}

function parseRulePorts(words: RuleWords): "all" | readonly PortRange[] {
  if (words.ports === undefined) throw ruleError("ports-missing", words, undefined);
  const ports = parsePorts(words.ports.text);
  if (typeof ports === "object" && "code" in ports)
    throw ruleError(ports.code, words, { text: ports.part, start: words.ports.start + ports.offset });
  return ports;
}

function parsePeer(words: RuleWords): Peer {
  const word = words.peer;
  if (word === undefined) throw ruleError("peer-missing", words, undefined);
  const text = word.text.toLowerCase();
  if (/^sg-[0-9a-z]+$/.test(text)) return { kind: "security-group", id: text };
  if (/^ipmg?-[0-9a-z]+$/.test(text)) return { kind: "address-template", id: text };
  const block = parseBlock(text);
  if (block === null) throw ruleError("peer-unknown", words, word);
  return { kind: "cidr", cidr: printBlock(block) };
}

/** The cloud refuses ICMP for an IPv6 block (docs/facts.md#icmp-family); ICMPv6 for an IPv4 block could never match. */
function checkFamily(words: RuleWords, service: Service, peer: Peer): void {
  if (service.kind !== "protocol" || peer.kind !== "cidr") return;
  const family: Family = peer.cidr.includes(":") ? 6 : 4;
  if ((service.protocol === "icmp" && family === 6) || (service.protocol === "icmpv6" && family === 4))
    throw ruleError("family-mismatch", words, words.peer);
}

/** Without a word the error points at the end of the text, where the missing one belongs. */
function ruleError(code: RuleErrorCode, words: RuleWords, word: Word | undefined): RuleError {
  const start = word?.start ?? words.input.trimEnd().length;
  return new RuleError(code, words.input, { start, end: start + (word?.text.length ?? 0) });
}
