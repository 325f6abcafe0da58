import type { Text } from "@podpath/scenarios";

/** Which resource something is about. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** `Vpc podpath-vpc`: the type as programs write it, and the program's name for it. */
export function labelOf({ type, name }: Subject): string {
  return `${shortType(type)} ${name}`;
}

/** The same in words, for a learner. */
export function spokenLabelOf({ type, name }: Subject): Text {
  const kind = KINDS[shortType(type)];
  return kind === undefined ? { zh: name, en: name } : { zh: `${kind.zh} ${name}`, en: `${kind.en} ${name}` };
}

const KINDS: Readonly<Record<string, Text>> = {
  Vpc: { zh: "VPC", en: "VPC" },
  Subnet: { zh: "子网", en: "subnet" },
  SecurityGroup: { zh: "安全组", en: "security group" },
  SecurityGroupRuleSet: { zh: "安全组规则", en: "rules of security group" },
  KubernetesCluster: { zh: "集群", en: "cluster" },
  KubernetesNativeNodePool: { zh: "原生节点池", en: "native node pool" },
  KubernetesClusterEndpoint: { zh: "集群访问入口", en: "endpoint of cluster" },
  KubernetesAddonConfig: { zh: "组件配置", en: "add-on settings" },
};

/** `tencentcloud:index/vpc:Vpc` → `Vpc` */
function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
