import { canonicalAddress, FLOW_PROTOCOLS, type Flow } from "@podpath/access-path";
import { usageError } from "../lab-error.ts";
import { message } from "../text/translate.ts";

/** A Pod as it is typed; without a namespace the kubeconfig's counts. */
export interface PodName {
  readonly kind: "pod";
  readonly namespace: string | null;
  readonly name: string;
  readonly port: number | null;
}

export interface AddressName {
  readonly kind: "address";
  readonly address: string;
  readonly port: number | null;
}

/** @throws LabError (usage) `BadFrom` */
export function readFrom(text: string): PodName {
  const end = readEnd(text);
  if (end?.kind === "pod" && end.port === null) return end;
  throw usageError("BadFrom", message("diagnose.bad-from", { text }), message("diagnose.bad-end.hint"));
}

/**
 * `NS/POD`, `POD`, `NS/POD:PORT`, `10.0.35.150`, `10.0.35.150:80`, `fd00::1`, `[fd00::1]:80`.
 *
 * @throws LabError (usage) `BadTo`
 */
export function readTo(text: string): PodName | AddressName {
  if (SERVICE.test(text)) {
    throw usageError("BadTo", message("diagnose.service-named", { text }), message("diagnose.service-named.hint"));
  }
  const end = readEnd(text);
  if (end !== null) return end;
  throw usageError("BadTo", message("diagnose.bad-to", { text }), message("diagnose.bad-end.hint"));
}

/** A Service's name in the cluster's DNS, or as kubectl takes one. */
const SERVICE = /^(svc|services?)\/|\.svc(\.[a-z0-9.-]+)?(:\d+)?$/;
const PORT = /^(.*):(\d{1,5})$/;
/** RFC 1123: what a namespace and a Pod may be called. */
const NAME = /^(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?)\/)?([a-z0-9]([-.a-z0-9]*[a-z0-9])?)$/;

function readEnd(text: string): PodName | AddressName | null {
  const whole = canonicalAddress(text.replace(/^\[(.*)\]$/, "$1"));
  if (whole !== null) return { kind: "address", address: whole, port: null };
  const [, before = text, digits] = PORT.exec(text) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const address = canonicalAddress(before.replace(/^\[(.*)\]$/, "$1"));
  // `fd00::1:80` is an address of its own; a port behind IPv6 stands behind brackets.
  if (address !== null) return { kind: "address", address, port };
  const [, namespace = null, , name] = NAME.exec(before) ?? [];
  return name === undefined ? null : { kind: "pod", namespace, name, port };
}

/** @throws LabError (usage) `BadOption` */
export function readProtocol(text: string | undefined): Flow["protocol"] {
  const known = FLOW_PROTOCOLS.filter((name) => name === "tcp" || name === "udp" || name === "icmp");
  const found = known.find((name) => name === (text ?? "tcp"));
  if (found) return found;
  throw usageError(
    "BadOption",
    message("usage.bad-value", { name: "protocol", value: String(text), allowed: known.join(" | ") }),
  );
}
