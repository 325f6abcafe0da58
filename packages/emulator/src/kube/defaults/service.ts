import type { KubeObject } from "../cluster-objects.ts";
import type { ServiceObject } from "../types.ts";

export function defaultService(object: KubeObject): KubeObject {
  const service = object as ServiceObject;
  const spec = service.spec ?? {};
  const type = spec.type ?? "ClusterIP";
  const outside = type === "NodePort" || type === "LoadBalancer";
  const ports = spec.ports?.map((port) => ({
    ...port,
    protocol: port.protocol ?? "TCP",
    targetPort: port.targetPort ?? port.port,
  }));
  return {
    ...service,
    spec: {
      sessionAffinity: "None",
      ...(type === "ExternalName"
        ? {}
        : { internalTrafficPolicy: "Cluster", ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack" }),
      ...(outside ? { externalTrafficPolicy: "Cluster" } : {}),
      ...(type === "LoadBalancer" ? { allocateLoadBalancerNodePorts: true } : {}),
      ...spec,
      type,
      ...(ports === undefined ? {} : { ports }),
    },
    status: service.status ?? { loadBalancer: {} },
  };
}
