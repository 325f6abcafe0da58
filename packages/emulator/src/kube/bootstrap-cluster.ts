import type { KubeObjects } from "./kube-objects.ts";

const NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** What every cluster has: its first namespaces and the Service of its own API. Writes nothing when they are there. */
export function bootstrapCluster(objects: KubeObjects, serviceCidr = objects.serviceCidr): void {
  for (const name of NAMESPACES) {
    if (objects.get("namespaces", null, name) !== undefined) continue;
    objects.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  if (objects.get("services", "default", "kubernetes") !== undefined) return;
  objects.create("services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "kubernetes", namespace: "default", labels: { component: "apiserver", provider: "kubernetes" } },
    spec: {
      clusterIP: firstAddress(serviceCidr),
      ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
    },
  });
}

/** `172.16.0.0/20` → `172.16.0.1` */
function firstAddress(cidr: string): string {
  const parts = cidr.split("/")[0]!.split(".").map(Number);
  return [...parts.slice(0, 3), parts[3]! + 1].join(".");
}
