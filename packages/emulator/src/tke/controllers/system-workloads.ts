import type { Controller, ControllerContext } from "../../controller.ts";
import type { NewKubeObject } from "../../kube/cluster-objects.ts";
import { SYSTEM_POD_ANNOTATION } from "../../kube/conventions.ts";
import { bootstrapCluster } from "../../kube/bootstrap-cluster.ts";
import { ENI_IPAMD } from "../eniipamd.ts";

/**
 * What a VPC-CNI cluster runs in kube-system: ipamd and its agent. The controllers here play their parts, so their Pods
 * are shown and logged but run by no data plane. docs/facts.md#vpc-cni-components
 */
export const systemWorkloads: Controller = {
  name: "system-workloads",
  reconcile(context) {
    const { cloud, clusterId, objects } = context;
    bootstrapCluster(objects, cloud.clusters.get(clusterId)!.serviceCidr);
    const version = cloud.addons.get(`${clusterId}/${ENI_IPAMD}`)?.version ?? "";
    ensure("deployments", workload("Deployment", "tke-eni-ipamd", version, { replicas: 1 }), context);
    ensure("daemonsets", workload("DaemonSet", "tke-eni-agent", version, {}), context);
  },
};

function ensure(resource: string, object: NewKubeObject, { objects }: ControllerContext): void {
  if (objects.get(resource, "kube-system", object.metadata.name!) === undefined) objects.create(resource, object);
}

function workload(kind: "Deployment" | "DaemonSet", name: string, version: string, spec: object): NewKubeObject {
  const labels = { "k8s-app": name };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, namespace: "kube-system", labels },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { [SYSTEM_POD_ANNOTATION]: name } },
        spec: {
          hostNetwork: true,
          tolerations: [{ operator: "Exists" }],
          containers: [{ name, image: `ccr.ccs.tencentyun.com/tkeimages/${name}:v${version.replace(/^v/, "")}` }],
        },
      },
    },
  };
}
