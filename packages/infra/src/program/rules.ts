import { parseRule, printPorts, printRule } from "@podpath/scenarios";
import type { Peer, Rule, Service } from "@podpath/scenarios";

/** One rule in the spelling of `SecurityGroupRuleSet`, plain strings only. */
export interface RuleArgs {
  readonly action: string;
  readonly protocol?: string;
  readonly port?: string;
  readonly serviceTemplateId?: string;
  readonly serviceTemplateGroup?: string;
  readonly cidrBlock?: string;
  readonly ipv6CidrBlock?: string;
  readonly sourceSecurityId?: string;
  readonly addressTemplateId?: string;
  readonly addressTemplateGroup?: string;
  readonly description?: string;
}

/**
 * A rule of a scenario as the provider takes it.
 *
 * @throws RuleError when the text is no rule
 */
export function ruleArgs(text: string): RuleArgs {
  const { action, service, peer, description } = parseRule(text);
  return {
    action: action.toUpperCase(),
    ...serviceArgs(service),
    ...peerArgs(peer),
    ...(description === undefined ? {} : { description }),
  };
}

/**
 * The cloud wants a port with every protocol, `ALL` where there is none: as it answers, since the provider takes `all` and `ALL` for
 * a difference (docs/facts.md#sg-port-all).
 */
function serviceArgs(service: Service): Partial<RuleArgs> {
  switch (service.kind) {
    case "protocol":
      return { protocol: service.protocol === "icmpv6" ? "ICMPv6" : service.protocol.toUpperCase(), port: "ALL" };
    case "ports":
      return {
        protocol: service.protocol.toUpperCase(),
        port: service.ports === "all" ? "ALL" : printPorts(service.ports),
      };
    case "service-template":
      return service.id.startsWith("ppmg-") ? { serviceTemplateGroup: service.id } : { serviceTemplateId: service.id };
    default:
      return service satisfies never;
  }
}

function peerArgs(peer: Peer): Partial<RuleArgs> {
  switch (peer.kind) {
    case "cidr":
      return peer.cidr.includes(":") ? { ipv6CidrBlock: peer.cidr } : { cidrBlock: peer.cidr };
    case "security-group":
      return { sourceSecurityId: peer.id };
    case "address-template":
      return peer.id.startsWith("ipmg-") ? { addressTemplateGroup: peer.id } : { addressTemplateId: peer.id };
    default:
      return peer satisfies never;
  }
}

/**
 * The inverse of `ruleArgs`, canonical: two spellings of one rule give the same text. A rule that our notation cannot
 * say (the cloud may know more than we do) is given as its fields in a row, so that it still can be shown and compared.
 */
export function ruleText(args: RuleArgs): string {
  const service = args.serviceTemplateId ?? args.serviceTemplateGroup ?? args.protocol ?? "all";
  const peer =
    args.cidrBlock ??
    args.ipv6CidrBlock ??
    args.sourceSecurityId ??
    args.addressTemplateId ??
    args.addressTemplateGroup ??
    "0.0.0.0/0";
  const ports = service.startsWith("ppm") ? [] : [args.port ?? "all"];
  const fields = [args.action, service, peer, ...ports].join(" ").toLowerCase();
  const rule = tryParse(fields);
  if (rule === null) return args.description ? `${fields} # ${args.description}` : fields;
  return printRule(args.description ? { ...rule, description: args.description } : rule);
}

function tryParse(text: string): Rule | null {
  try {
    return parseRule(text);
  } catch {
    return null;
  }
}
