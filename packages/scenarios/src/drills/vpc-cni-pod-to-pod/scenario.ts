import { MENDING } from "../../grading.ts";
import type { Scenario } from "../../scenario.ts";
import { manifest } from "./manifest.ts";
import { steps } from "./steps.ts";
import { debrief, hints, symptom, title, whySubnet } from "./texts.ts";

/**
 * The base drill. One native node pool and an empty list of interface groups: every secondary interface inherits the pool's
 * group, so what the operators call SG1 (Pod A's) and SG2 (Pod B's) is one group, and mending SG2 touches four interfaces.
 *
 * @source docs/facts.md#sg-inherit
 */
export const vpcCniPodToPod: Scenario = {
  id: "vpc-cni-pod-to-pod",
  title,
  symptom,
  region: "ap-guangzhou",
  vpc: { name: "podpath-vpc", cidr: "10.0.0.0/16" },
  subnets: [{ key: "containers", name: "podpath-subnet", zone: "ap-guangzhou-3", cidr: "10.0.35.0/24" }],
  cluster: { name: "podpath", version: "1.30.0", serviceCidr: "172.18.0.0/20" },
  groups: [
    {
      key: "deny-all-inbound",
      name: "deny-all-inbound",
      description: "SSH in, everything out",
      ingress: ["accept tcp 0.0.0.0/0 22"],
      egress: ["accept all 0.0.0.0/0 all"],
    },
  ],
  nodePools: [
    {
      key: "native",
      name: "native",
      labels: { test11: "test21" },
      replicas: 2,
      machineType: "NativeCVM",
      instanceType: "SA2.MEDIUM2",
      groups: ["deny-all-inbound"],
      subnet: "containers",
    },
  ],
  eniSecurityGroups: { enabled: true, groups: [] },
  addressPlan: {
    containers: { nodes: ["10.0.35.139", "10.0.35.179"], pods: ["10.0.35.23", "10.0.35.150"] },
  },
  manifest,
  podA: {
    namespace: "default",
    labelSelector: "app=my-app1",
    container: "nginx",
    image: "nginx:latest",
    pool: "native",
  },
  podB: {
    namespace: "default",
    labelSelector: "app=my-app2",
    container: "nginx2",
    image: "nginx:latest",
    pool: "native",
    port: 80,
  },
  needed: {
    at: "podB",
    direction: "ingress",
    required: ["accept tcp {podA}/32 80"],
    tolerated: [{ rule: "accept tcp 10.0.35.0/24 80", because: whySubnet }],
  },
  cause: "group",
  grading: MENDING,
  solution: [{ kind: "add-rule", at: "podB", direction: "ingress", rule: "accept tcp {podA}/32 80" }],
  steps,
  hints,
  debrief,
};
