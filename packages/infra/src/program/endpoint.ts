import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import type { Tags } from "./tags.ts";

export interface EndpointPlace {
  readonly clusterId: pulumi.Input<string>;
  readonly callerCidr: string;
  readonly tags: Tags;
  /** The cloud opens an endpoint only for a cluster that has a node. */
  readonly after: readonly pulumi.Resource[];
}

const KUBERNETES_API_PORT = "443";

/** The cluster's internet endpoint behind a group of its own that lets in the caller's address and nobody else. */
class EndpointComponent extends pulumi.ComponentResource {
  constructor(name: string, place: EndpointPlace, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:Endpoint", name, {}, opts);
    const own = { parent: this };
    const description = "Who may reach the API server of a PodPath lab";
    const group = new tencentcloud.SecurityGroup(name, { name, description, tags: place.tags }, own);
    const rules = new tencentcloud.SecurityGroupRuleSet(
      name,
      {
        securityGroupId: group.id,
        ingresses: [{ action: "ACCEPT", protocol: "TCP", port: KUBERNETES_API_PORT, cidrBlock: place.callerCidr }],
        egresses: [{ action: "ACCEPT", protocol: "ALL", port: "ALL", cidrBlock: "0.0.0.0/0" }],
      },
      own,
    );
    const endpoint = new tencentcloud.KubernetesClusterEndpoint(
      name,
      { clusterId: place.clusterId, clusterInternet: true, clusterInternetSecurityGroup: group.id },
      { ...own, dependsOn: [rules, ...place.after] },
    );
    this.registerOutputs({ clusterId: endpoint.clusterId });
  }
}

export function openEndpoint(
  name: string,
  place: EndpointPlace,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResource {
  return new EndpointComponent(name, place, opts);
}
