import type { ClusterNode, Pod, Rule, SecurityGroup, Snapshot } from "@podpath/access-path";
import { parseRule } from "@podpath/access-path";

/** The base drill's account, made by hand: one group on all four interfaces, which lets only port 22 in. */
export function baseDrill(change: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    region: "ap-guangzhou",
    vpc: { id: "vpc-drill001", name: "drill", cidrs: ["10.0.0.0/16"] },
    subnets: [
      {
        id: "subnet-drill01",
        name: "drill",
        zone: "ap-guangzhou-6",
        cidr: "10.0.35.0/24",
        gateway: "10.0.35.1",
        cidr6: "fd00:35::/64",
      },
    ],
    nodes: [node("a", "10.0.35.139", ["10.0.35.23"]), node("b", "10.0.35.179", ["10.0.35.150"])],
    pods: [pod("a", "10.0.35.23", "10.0.35.139"), pod("b", "10.0.35.150", "10.0.35.179")],
    securityGroups: [group("sg-drill001", ["accept tcp 0.0.0.0/0 22"], ["accept all 0.0.0.0/0", "accept all ::/0"])],
    addressTemplates: [],
    serviceTemplates: [],
    eniSecurityGroups: "on",
    ...change,
  };
}

/** A node whose interfaces are called `eni-primary<letter>` and `eni-second<letter>`. */
export function node(letter: string, address: string, podAddresses: readonly string[]): ClusterNode {
  const last = Number(address.split(".")[3]);
  const hex = last.toString(16).padStart(2, "0");
  const common = { subnetId: "subnet-drill01", securityGroups: ["sg-drill001"] };
  return {
    name: address,
    instanceId: `ins-drill00${letter}`,
    address,
    enis: [
      {
        ...common,
        id: `eni-primary${letter}`,
        primary: true,
        deviceIndex: 0,
        mac: `20:90:6f:00:00:${hex}`,
        addresses: [address, `fd00:35::${last}`],
      },
      {
        ...common,
        id: `eni-second${letter}`,
        primary: false,
        deviceIndex: 1,
        mac: `20:90:6f:00:01:${hex}`,
        addresses: [`10.0.35.${last + 1}`, ...podAddresses.flatMap((own) => [own, address6Of(own)])],
      },
    ],
  };
}

/** Pod `10.0.35.23` is also `fd00:35::23`. */
export function address6Of(address: string): string {
  return `fd00:35::${address.split(".")[3]}`;
}

export function pod(letter: string, address: string, nodeName: string, change: Partial<Pod> = {}): Pod {
  return {
    uid: `uid-${letter}-${address}`,
    namespace: "default",
    name: `my-app${letter}`,
    labels: { app: `my-app${letter}` },
    nodeName,
    eniId: `eni-second${nodeName === "10.0.35.139" ? "a" : "b"}`,
    addresses: [address, address6Of(address)],
    containers: [{ name: "nginx", image: "nginx:1.27", env: {}, ports: [{ protocol: "tcp", port: 80 }] }],
    incarnation: 0,
    ...change,
  };
}

export function group(id: string, ingress: readonly string[], egress: readonly string[]): SecurityGroup {
  return { id, name: id, ingress: rules(ingress), egress: rules(egress) };
}

function rules(texts: readonly string[]): readonly Rule[] {
  return texts.map((text) => parseRule(text));
}
