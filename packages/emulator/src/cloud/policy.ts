import { cloudCidr, parseBlock, parsePorts, printRule } from "@podpath/access-path";
import { CloudError, notFound } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { checkLength } from "./query.ts";
import type { PolicyRequest } from "./policy-request.ts";
import type { Instant, PolicyRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";
import { toRule } from "./wire.ts";

type Peer = Pick<PolicyRecord, "cidr" | "cidr6" | "groupId" | "addressId" | "addressGroupId">;
type Service = Pick<PolicyRecord, "protocol" | "port" | "serviceId" | "serviceGroupId">;

/**
 * Check one rule of a request: its members on their own, together, and against what exists.
 *
 * @param at where it stands in the request, for messages: `Ingress.0`
 * @throws CloudError
 * @source docs/facts.md#policy-members
 */
export function readPolicy(policy: PolicyRequest, at: string, tables: CloudTables, now: Instant): PolicyRecord {
  const peer = readPeer(policy, at, tables);
  const service = readService(policy, at, tables);
  if (peer.cidr6 !== "" && service.protocol === "ICMP") {
    throw new CloudError("InvalidParameter.Coexist", `\`${at}\`: Ipv6CidrBlock can't be used with ICMP; use ICMPV6.`);
  }
  const { PolicyDescription: description = "" } = policy;
  checkLength(description, `${at}.PolicyDescription`, LIMITS.DESCRIPTION_CHARACTERS);
  return { ...service, ...peer, action: readAction(policy, at), description, modifiedAt: now };
}

/** Two rules that say the same, whatever their descriptions and spelling. */
export function samePolicy(a: PolicyRecord, b: PolicyRecord): boolean {
  return meaning(a) === meaning(b);
}

export function meaning(policy: PolicyRecord): string {
  const { description: _, ...rule } = toRule(policy);
  return printRule(rule);
}

function readAction(policy: PolicyRequest, at: string): PolicyRecord["action"] {
  const action = policy.Action?.toUpperCase() ?? "";
  if (action === "ACCEPT" || action === "DROP") return action;
  if (action === "") throw empty(`${at}.Action`, "ACCEPT or DROP");
  throw new CloudError("InvalidParameterValue", `\`${at}.Action\` is \`${policy.Action}\`; it must be ACCEPT or DROP.`);
}

const PROTOCOLS = ["TCP", "UDP", "ICMP", "ICMPV6", "GRE", "ALL"] as const;

/** Protocol and port both default to ALL. docs/facts.md#policy-defaults */
function readService(policy: PolicyRequest, at: string, tables: CloudTables): Service {
  const serviceId = policy.ServiceTemplate?.ServiceId ?? "";
  const serviceGroupId = policy.ServiceTemplate?.ServiceGroupId ?? "";
  if (serviceId !== "" || serviceGroupId !== "") {
    if (policy.Protocol || policy.Port) throw coexist(at, "Protocol and Port", "ServiceTemplate");
    if (serviceId !== "" && serviceGroupId !== "") throw coexist(at, "ServiceId", "ServiceGroupId");
    if (serviceId !== "" && !tables.serviceTemplates.get(serviceId)) throw notFound("service template", serviceId);
    if (serviceGroupId !== "" && !tables.serviceTemplateGroups.get(serviceGroupId)) {
      throw notFound("service template group", serviceGroupId);
    }
    return { protocol: "", port: "", serviceId, serviceGroupId };
  }
  const given = policy.Protocol || "ALL";
  const protocol = PROTOCOLS.find((each) => each === given.toUpperCase());
  if (protocol === undefined) {
    const message = `\`${at}.Protocol\` is \`${given}\`; it must be one of ${PROTOCOLS.join(", ")}.`;
    throw new CloudError("InvalidParameterValue", message);
  }
  return { protocol, port: readPort(policy.Port || "ALL", protocol, at), serviceId, serviceGroupId };
}

function readPort(port: string, protocol: string, at: string): string {
  if (port.toUpperCase() === "ALL") return "ALL";
  if (protocol !== "TCP" && protocol !== "UDP") {
    const message = `\`${at}\`: ${protocol} takes no Port but \`all\`; only TCP and UDP take ports.`;
    throw new CloudError("InvalidParameter.Coexist", message);
  }
  const ports = parsePorts(port);
  if (ports === "all" || !("code" in ports)) return port;
  const code = ports.code === "port-malformed" ? "InvalidParameterValue.Malformed" : "InvalidParameterValue.Range";
  throw new CloudError(
    code,
    `\`${at}.Port\` has \`${ports.part}\`; write 80, 80,90, 8000-8010 or all, from 0 to 65535.`,
  );
}

function readPeer(policy: PolicyRequest, at: string, tables: CloudTables): Peer {
  const peer: Peer = {
    cidr: policy.CidrBlock ?? "",
    cidr6: policy.Ipv6CidrBlock ?? "",
    groupId: policy.SecurityGroupId ?? "",
    addressId: policy.AddressTemplate?.AddressId ?? "",
    addressGroupId: policy.AddressTemplate?.AddressGroupId ?? "",
  };
  const given = Object.values(peer).filter((value) => value !== "");
  const choices = "CidrBlock, Ipv6CidrBlock, SecurityGroupId and AddressTemplate";
  if (given.length === 0) throw empty(at, `one of ${choices}`);
  if (given.length > 1) throw new CloudError("InvalidParameter.Coexist", `\`${at}\` must have only one of ${choices}.`);
  checkReferences(peer, tables);
  return {
    ...peer,
    cidr: readBlock(peer.cidr, 4, `${at}.CidrBlock`),
    cidr6: readBlock(peer.cidr6, 6, `${at}.Ipv6CidrBlock`),
  };
}

function checkReferences({ groupId, addressId, addressGroupId }: Peer, tables: CloudTables): void {
  if (groupId !== "" && !tables.securityGroups.get(groupId)) throw notFound("security group", groupId);
  if (addressId !== "" && !tables.addressTemplates.get(addressId)) throw notFound("address template", addressId);
  if (addressGroupId !== "" && !tables.addressTemplateGroups.get(addressGroupId)) {
    throw notFound("address template group", addressGroupId);
  }
}

/** Kept as given, except that `0.0.0.0/n` becomes `0.0.0.0/0`. docs/facts.md#zero-prefix */
function readBlock(text: string, family: 4 | 6, at: string): string {
  if (text === "") return "";
  if (text === "MY_PUBLIC_IP") {
    throw new CloudError(
      "UnsupportedOperation",
      `\`${at}\`: a sandbox has no public address; write an address instead.`,
    );
  }
  if (parseBlock(text)?.family !== family) {
    throw new CloudError(
      "InvalidParameterValue.Malformed",
      `\`${at}\` is \`${text}\`, which is no IPv${family} address or block.`,
    );
  }
  return cloudCidr(text) === "0.0.0.0/0" ? "0.0.0.0/0" : text;
}

function empty(at: string, wanted: string): CloudError {
  return new CloudError("InvalidParameterValue.Empty", `\`${at}\` must have ${wanted}.`);
}

function coexist(at: string, a: string, b: string): CloudError {
  return new CloudError("InvalidParameter.Coexist", `\`${at}\` can't have ${a} together with ${b}.`);
}
