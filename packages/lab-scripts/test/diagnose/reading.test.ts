import type { Pod } from "@podpath/access-path";
import { describe, expect, test } from "vitest";
import { baseDrill, group, node, pod } from "../../../dataplane/test/base-drill.ts";
import type { CloudClient } from "../../src/clients/cloud.ts";
import { KubeApiError } from "../../src/clients/kube.ts";
import { diagnoseCluster, type Asked, type Found } from "../../src/diagnose/diagnose-cluster.ts";
import { readFrom, readTo } from "../../src/diagnose/read-line.ts";
import { selects, type KubeNetworkPolicy } from "../../src/diagnose/read-objects.ts";
import type { KubePod } from "../../src/real-cluster/answers.ts";
import { CLUSTER_ID, clusterOf, type ClusterChange } from "./cluster-of.ts";

const OPEN = ["accept all 0.0.0.0/0", "accept all ::/0"];
const openDrill = (change: Parameters<typeof baseDrill>[0] = {}) =>
  baseDrill({ securityGroups: [group("sg-drill001", OPEN, OPEN)], ...change });

function asked(to = "my-appb:80", from = "my-appa"): Asked {
  return { from: readFrom(from), to: readTo(to), protocol: "tcp" };
}

function look(change: ClusterChange = {}, to?: string, snapshot = openDrill()): Promise<Found> {
  return diagnoseCluster(clusterOf(snapshot, change), asked(to));
}

const codesOf = ({ diagnosis: { verdict, doubts } }: Found) => [verdict, ...doubts.map(({ code }) => code)];

// prettier-ignore
test.each([
  // what is typed         what it means
  ["web-1",                { kind: "pod", namespace: null, name: "web-1", port: null }],
  ["prod/web-1",           { kind: "pod", namespace: "prod", name: "web-1", port: null }],
  ["prod/web-1:8080",      { kind: "pod", namespace: "prod", name: "web-1", port: 8080 }],
  ["10.0.35.150",          { kind: "address", address: "10.0.35.150", port: null }],
  ["10.0.35.150:80",       { kind: "address", address: "10.0.35.150", port: 80 }],
  ["fd00::1",              { kind: "address", address: "fd00::1", port: null }],
  ["[FD00:0::1]:80",       { kind: "address", address: "fd00::1", port: 80 }],
  ["fd00::1:80",           { kind: "address", address: "fd00::1:80", port: null }],
] as const)("--to %s", (text, want) => expect(readTo(text)).toEqual(want));

test.each(["", "/", "prod/", "Web", "web:0", "web:70000", "a/b/c", "10.0.0.1:", "web; rm -rf /"])(
  "--to “%s” makes no sense, and is said so",
  (text) => expect(() => readTo(text)).toThrow(expect.objectContaining({ code: "BadTo", exitStatus: 2 })),
);

test("a flow begins at a Pod", () => {
  for (const text of ["10.0.35.23", "web:80"]) expect(() => readFrom(text)).toThrow(/takes a Pod/);
});

const nodesWith = (address: string) => [
  node("a", "10.0.35.139", ["10.0.35.23"]),
  node("b", "10.0.35.179", ["10.0.35.150", address]),
];

test.each([
  ["my-service.default.svc:80", /is a Service/],
  ["svc/web", /is a Service/],
])("--to %s is told that no connection ends there", (text, said) => expect(() => readTo(text)).toThrow(said));

describe("the two ends", () => {
  const extra = (name: string, change: Partial<KubePod["spec"]> = {}, status: KubePod["status"] = {}): KubePod => ({
    metadata: { uid: name, namespace: "default", name },
    spec: { nodeName: "10.0.35.179", containers: [{ name: "main", image: "x" }], ...change },
    status,
  });

  test("a pending Pod is no network problem yet", async () => {
    const morePods = [extra("slow", {}, { phase: "Pending" })];
    await expect(look({ morePods }, "slow:80")).rejects.toMatchObject({ code: "PodWithoutAddress", exitStatus: 1 });
  });

  test.each([
    ["one that has ended", { phase: "Succeeded", podIP: "10.0.35.150" }],
    ["one that failed", { phase: "Failed", podIP: "10.0.35.150" }],
  ])("nor is %s, whose address may be another's by now", async (_, status) => {
    const morePods = [extra("over", {}, status)];
    await expect(look({ morePods }, "over:80")).rejects.toMatchObject({ code: "PodWithoutAddress" });
  });

  test("a hostNetwork Pod is its node: the primary interface's groups count, and that is said", async () => {
    const morePods = [extra("agent", { hostNetwork: true }, { phase: "Running", podIP: "10.0.35.179" })];
    const { diagnosis, ends } = await look({ morePods }, "agent:9100");
    expect(ends.to).toMatchObject({ hostNetwork: true, address: "10.0.35.179" });
    expect(diagnosis.filters.map(({ hop }) => [hop.eniId, hop.primary])).toEqual([
      ["eni-seconda", false],
      ["eni-primaryb", true],
    ]);
  });

  test("an address that a Pod has is that Pod", async () => {
    expect((await look({}, "10.0.35.150")).ends).toMatchObject({
      to: { kind: "pod", name: "my-appb" },
      flow: { destinationPort: 80 },
    });
  });

  test("IPv6 goes from IPv6", async () => {
    expect((await look({}, "[fd00:35::150]:80")).ends.flow).toMatchObject({ source: "fd00:35::23" });
  });

  test("a Pod that declares several ports must be asked by one", async () => {
    const two: Pod = pod("b", "10.0.35.150", "10.0.35.179", {
      containers: [{ name: "x", image: "x", env: {}, ports: [80, 443].map((port) => ({ protocol: "tcp", port })) }],
    });
    const snapshot = openDrill({ pods: [pod("a", "10.0.35.23", "10.0.35.139"), two] });
    const found = diagnoseCluster(clusterOf(snapshot), asked("my-appb"));
    await expect(found).rejects.toMatchObject({
      code: "WhichPort",
      hint: { en: expect.stringContaining("80, 443") as string },
    });
  });

  // prettier-ignore
  test.each([["my-appx", "my-appa"], ["my-app", "my-appa"], ["myappb", "my-appb"], ["my-appb-7d4f", null]])(
    "no Pod %s: perhaps %s", async (typed, near) => {
      const failed = diagnoseCluster(clusterOf(openDrill()), asked(`${typed}:80`));
      const hint = { en: expect.stringContaining(near === null ? "kubectl get pods" : `default/${near}`) as string };
      await expect(failed).rejects.toMatchObject({ code: "NoSuchPod", exitStatus: 2, hint });
    },
  );
});

describe("what could not be seen", () => {
  const MUTE = baseDrill({ securityGroups: [group("sg-drill001", OPEN, [])] });

  // prettier-ignore
  test.each([
    ["a Service's address",           "172.18.0.1:443",  {},                                       ["unknown", "service-address"]],
    ["one outside the VPC",           "203.0.113.7:443", {},                                       ["unknown", "outside-vpc"]],
    ["either, when no VPC was read",  "203.0.113.7:443", { refused: ["vpc.DescribeVpcs"] },        ["unknown", "vpc-unread"]],
    ["one inside that nobody has",    "10.0.35.99:80",   {},                                       ["blocked", "address-unknown"]],
  ] as const)("%s, when the Pod's own group lets nothing out", async (_, to, change, want) => {
    expect(codesOf(await look(change, to, MUTE))).toEqual(want);
  });

  test("whether something listens where no container declares a port", async () => {
    const found = await look({}, "my-appb:8080");
    expect(codesOf(found)).toEqual(["unknown", "port-undeclared"]);
    expect(found.diagnosis.remedy).toBeNull();
  });

  test.each([
    ["an image that isn't there", { phase: "Pending" }, { waiting: { reason: "ErrImagePull" } }, "ErrImagePull"],
    ["a container that crashes", { phase: "Running" }, { waiting: { reason: "CrashLoopBackOff" } }, "CrashLoopBackOff"],
    ["one that isn't ready", { phase: "Running" }, { running: {} }, "ContainersNotReady"],
  ])("what a Pod with %s would answer", async (_, phase, state, word) => {
    const ready = { type: "Ready", status: "False", reason: "ContainersNotReady" };
    const statuses = [{ name: "x", restartCount: 0, state }];
    const broken: KubePod = {
      metadata: { uid: "broken", namespace: "default", name: "broken" },
      spec: { nodeName: "10.0.35.179", containers: [{ name: "x", image: "x", ports: [{ containerPort: 80 }] }] },
      status: { ...phase, podIP: "10.0.35.151", conditions: [ready], containerStatuses: statuses },
    };
    const found = await look({ morePods: [broken] }, "broken", openDrill({ nodes: nodesWith("10.0.35.151") }));
    expect(codesOf(found)).toEqual(["unknown", "pod-not-ready"]);
    expect(found.diagnosis.doubts).toMatchObject([{ end: "destination", pod: "broken", state: word }]);
  });

  test.each([
    ["Global Router", '{"NetworkType":"GR"}'],
    ["exclusive interfaces", '{"NetworkType":"VPC-CNI","VpcCniType":"tke-direct-eni"}'],
    ["a property that is no JSON", "???"],
  ])("%s: a mode that isn't modelled is never called open, nor blocked", async (_, property) => {
    expect(codesOf(await look({ property }))).toEqual(["unknown", "mode"]);
    expect((await look({ property }, undefined, baseDrill())).diagnosis.verdict).toBe("unknown");
  });

  test("a Pod of a super node is on no interface of the VPC's nodes", async () => {
    const eks = { namespace: "default", name: "eks", uid: "eks" };
    const morePods: readonly KubePod[] = [
      {
        metadata: eks,
        spec: { nodeName: "eklet-1", containers: [{ name: "x", image: "x", ports: [{ containerPort: 80 }] }] },
        status: { phase: "Running", podIP: "10.0.99.5", hostIP: "10.0.99.5" },
      },
    ];
    expect(codesOf(await look({ morePods }, "eks"))).toEqual(["unknown", "no-interface"]);
  });

  test("a network ACL between two subnets: not known to be open, and still blocked where a group drops", async () => {
    const nodes = [node("a", "10.0.35.139", ["10.0.35.23"]), node("b", "10.0.35.179", ["10.0.35.150"])];
    const apart = nodes.map((each, index) => ({
      ...each,
      enis: each.enis.map((eni) => ({ ...eni, subnetId: index === 0 ? "subnet-drill01" : "subnet-drill02" })),
    }));
    const [first] = openDrill().subnets;
    const subnets = [first!, { ...first!, id: "subnet-drill02", cidr: "10.0.36.0/24" }];
    const snapshot = openDrill({ nodes: apart, subnets });
    expect(codesOf(await look({}, undefined, snapshot))).toEqual(["open"]);
    const aclOf = { "subnet-drill02": "acl-12345678" };
    expect(codesOf(await look({ aclOf }, undefined, snapshot))).toEqual(["unknown", "network-acl"]);
    const refused = ["vpc.DescribeSubnets"];
    expect(codesOf(await look({ refused }, undefined, snapshot))).toEqual(["unknown", "subnets-unread"]);
    const shut = { ...snapshot, securityGroups: baseDrill().securityGroups };
    expect(codesOf(await look({ aclOf }, undefined, shut))).toEqual(["blocked", "network-acl"]);
    // Inside one subnet an ACL has no say.
    expect(codesOf(await look({ aclOf: { "subnet-drill01": "acl-12345678" } }))).toEqual(["open"]);
  });

  const deny: KubeNetworkPolicy = { metadata: { name: "deny" }, spec: { podSelector: {}, policyTypes: ["Ingress"] } };

  test("a NetworkPolicy that selects an end may drop, if something enforces it", async () => {
    expect(codesOf(await look({ policies: [deny] }))).toEqual(["unknown", "network-policy"]);
    const path = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies";
    expect(codesOf(await look({ refused: [path] }))).toEqual([
      "unknown",
      "network-policies-unread",
      "network-policies-unread",
    ]);
  });

  // prettier-ignore
  test.each([
    ["by labels",              { podSelector: { matchLabels: { app: "web" } } },                                     "ingress", true],
    ["by other labels",        { podSelector: { matchLabels: { app: "db" } } },                                      "ingress", false],
    ["of the other direction", { podSelector: {}, policyTypes: ["Egress"] },                                         "ingress", false],
    ["egress by having rules", { podSelector: {}, egress: [] },                                                      "egress",  true],
    ["ingress alone",          { podSelector: {} },                                                                  "egress",  false],
    ["by an expression",       { podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["web"] }] } },    "ingress", true],
    ["by another",             { podSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] } }, "ingress", false],
    ["by existence",           { podSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } },         "ingress", false],
    ["by absence",             { podSelector: { matchExpressions: [{ key: "team", operator: "DoesNotExist" }] } },   "ingress", true],
  ] as const)("a policy selects %s", (_, spec, direction, want) => {
    expect(selects({ metadata: { name: "p" }, spec }, { app: "web" }, direction)).toBe(want);
  });

  test("who may list the Pods of the namespaces alone sees enough for two Pods of them", async () => {
    const refused = ["/api/v1/pods", "/api/v1/nodes"];
    const found = await look({ refused });
    expect(codesOf(found)).toEqual(["open"]);
    expect(found.refused.map(({ call }) => call)).toEqual(["kube.list nodes", "kube.list pods"]);
  });

  test("and who may not even list these is told by the API's own words", async () => {
    const refused = ["/api/v1/pods", "/api/v1/namespaces/default/pods"];
    await expect(look({ refused })).rejects.toBeInstanceOf(KubeApiError);
  });

  test("an address of a node's that no listed Pod has may be another namespace's", async () => {
    const spare = openDrill({
      nodes: [node("a", "10.0.35.139", ["10.0.35.23"]), node("b", "10.0.35.179", ["10.0.35.150", "10.0.35.151"])],
    });
    expect(codesOf(await look({}, "10.0.35.151:80", spare))).toEqual(["blocked"]);
    expect(codesOf(await look({ refused: ["/api/v1/pods"] }, "10.0.35.151:80", spare))).toEqual([
      "unknown",
      "pods-unread",
    ]);
  });

  test("a virtual machine of the VPC is an end with groups of its own", async () => {
    const machine = { ...node("b", "10.0.35.60", []), name: "10.0.35.60", instanceId: "ins-stranger" };
    const enis = [{ ...machine.enis[0]!, id: "eni-vm", addresses: ["10.0.35.60"], securityGroups: ["sg-db"] }];
    const snapshot = openDrill({
      nodes: [...openDrill().nodes, { ...machine, enis }],
      securityGroups: [group("sg-drill001", OPEN, OPEN), group("sg-db", ["accept tcp 10.9.0.0/16 3306"], OPEN)],
    });
    const cluster = clusterOf(snapshot);
    const onlyNodes = { ...cluster, kube: clusterOf(openDrill()).kube };
    const { diagnosis } = await diagnoseCluster(onlyNodes, asked("10.0.35.60:3306"));
    expect(diagnosis.blockers).toMatchObject([{ reason: { code: "no-match" }, hop: { eniId: "eni-vm" } }]);
  });

  test("only groups near the flow are read: a large account has hundreds", async () => {
    const others = Array.from({ length: 30 }, (_, index) => group(`sg-other${index}`, OPEN, OPEN));
    const elsewhere = node("c", "10.0.35.200", []);
    const far = {
      ...elsewhere,
      enis: elsewhere.enis.map((eni) => ({ ...eni, securityGroups: others.map(({ id }) => id) })),
    };
    const snapshot = openDrill({
      nodes: [...openDrill().nodes, far],
      securityGroups: [...openDrill().securityGroups, ...others],
    });
    const cluster = clusterOf(snapshot);
    const read: unknown[] = [];
    const cloud: CloudClient = {
      call: (service, action, request) => {
        if (action === "DescribeSecurityGroupPolicies") read.push(request["SecurityGroupId"]);
        return cluster.cloud.call(service, action, request);
      },
    };
    await diagnoseCluster({ ...cluster, cloud }, asked());
    expect(read).toEqual(["sg-drill001"]);
  });
});

test("the cluster's id is said in the answer", async () => {
  expect((await look()).seen.answers.cluster.ClusterId).toBe(CLUSTER_ID);
});
