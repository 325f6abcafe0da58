import type { ServiceObject } from "../types.ts";

/** @source k8s.io/kubernetes/pkg/printers/internalversion getServiceExternalIP */
export function externalAddress({ spec, status }: ServiceObject): string {
  const own = spec.externalIPs ?? [];
  switch (spec.type) {
    case "ExternalName":
      return spec.externalName ?? "<none>";
    case "LoadBalancer": {
      const ingress = (status?.loadBalancer?.ingress ?? []).map((entry) => entry.ip ?? entry.hostname ?? "");
      const all = [...ingress, ...own];
      return all.length === 0 ? "<pending>" : all.join(",");
    }
    default:
      return own.length === 0 ? "<none>" : own.join(",");
  }
}

/** `80/TCP`, `80:31234/TCP` */
export function portsText({ spec }: ServiceObject): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort, protocol = "TCP" }) =>
    nodePort === undefined ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return ports.length === 0 ? "<none>" : ports.join(",");
}
