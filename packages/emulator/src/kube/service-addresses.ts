import { KubeError } from "./kube-error.ts";
import type { ServiceObject } from "./types.ts";

/** Ports that Services of type NodePort get. @source kube-apiserver --service-node-port-range */
const NODE_PORTS = { from: 30_000, to: 32_767 } as const;

export interface ServicePool {
  /** `172.16.0.0/20` */
  readonly cidr: string;
  readonly taken: readonly ServiceObject[];
  /** A whole number from 0 to below `limit`. */
  readonly random: (limit: number) => number;
}

/**
 * Gives a Service its cluster address and node ports where it has none. The first address of the block stays with the
 * Service `kubernetes`, which asks for it.
 *
 * @throws KubeError when the block or the ports are used up, or an asked-for address is taken or outside
 */
export function allocateService(service: ServiceObject, pool: ServicePool): ServiceObject {
  const { type = "ClusterIP", clusterIP } = service.spec;
  if (type === "ExternalName") {
    const { clusterIP: _ip, clusterIPs: _ips, ...spec } = service.spec;
    return { ...service, spec };
  }
  const address = clusterIP === "None" ? "None" : clusterAddress(clusterIP ?? "", service, pool);
  const spec = { ...service.spec, clusterIP: address, clusterIPs: [address] };
  return { ...service, spec: type === "ClusterIP" ? withoutNodePorts(spec) : withNodePorts(spec, service, pool) };
}

function clusterAddress(asked: string, service: ServiceObject, pool: ServicePool): string {
  const others = pool.taken.filter((other) => other.metadata.uid !== service.metadata.uid);
  const taken = new Set(others.map((other) => other.spec.clusterIP));
  const { base, size } = blockOf(pool.cidr);
  if (asked !== "") {
    const offset = toNumber(asked) - base;
    if (!(offset > 0 && offset < size))
      throw refused(
        service,
        `failed to allocate IP ${asked}: the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${pool.cidr}`,
      );
    if (taken.has(asked)) throw refused(service, `failed to allocate IP ${asked}: provided IP is already allocated`);
    return asked;
  }
  const usable = size - 3; // neither the block's own address, nor the first, nor the broadcast address
  const start = pool.random(usable);
  for (let step = 0; step < usable; step += 1) {
    const candidate = toText(base + 2 + ((start + step) % usable));
    if (!taken.has(candidate)) return candidate;
  }
  throw new KubeError("InternalError", `failed to allocate a serviceIP: range is full: ${pool.cidr}`);
}

function withoutNodePorts(spec: ServiceObject["spec"]): ServiceObject["spec"] {
  const ports = spec.ports?.map(({ nodePort: _nodePort, ...port }) => port);
  return ports === undefined ? spec : { ...spec, ports };
}

function withNodePorts(spec: ServiceObject["spec"], service: ServiceObject, pool: ServicePool): ServiceObject["spec"] {
  const others = pool.taken.filter((other) => other.metadata.uid !== service.metadata.uid);
  const taken = new Set(others.flatMap((other) => other.spec.ports ?? []).map((port) => port.nodePort));
  const span = NODE_PORTS.to - NODE_PORTS.from + 1;
  const ports = (spec.ports ?? []).map((port) => {
    if (port.nodePort !== undefined && port.nodePort !== 0) {
      if (taken.has(port.nodePort))
        throw refused(
          service,
          `spec.ports[0].nodePort: Invalid value: ${port.nodePort}: provided port is already allocated`,
        );
      return port;
    }
    const start = pool.random(span);
    for (let step = 0; step < span; step += 1) {
      const nodePort = NODE_PORTS.from + ((start + step) % span);
      if (taken.has(nodePort)) continue;
      taken.add(nodePort);
      return { ...port, nodePort };
    }
    throw new KubeError("InternalError", "failed to allocate a nodePort: range is full");
  });
  return { ...spec, ports };
}

function refused(service: ServiceObject, why: string): KubeError {
  return new KubeError("Invalid", `Service "${service.metadata.name}" is invalid: ${why}`, {
    name: service.metadata.name,
    kind: "Service",
  });
}

function blockOf(cidr: string): { readonly base: number; readonly size: number } {
  const [address = "", prefix = "32"] = cidr.split("/");
  return { base: toNumber(address), size: 2 ** (32 - Number(prefix)) };
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
