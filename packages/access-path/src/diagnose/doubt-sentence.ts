import type { Text } from "../text.ts";
import { listZh, ruleEn, ruleZh } from "../wording.ts";
import type { Doubt } from "./diagnose.ts";

/** What could not be seen, in words, and what to do about it. */
export function doubtSentence(doubt: Doubt): Text {
  switch (doubt.code) {
    case "group-unread":
      return {
        zh: `网卡 ${doubt.eniId} 绑定的安全组 ${doubt.groupId} 读不到规则，它可能放行，也可能丢弃。`,
        en: `The rules of ${doubt.groupId}, bound to ${doubt.eniId}, could not be read: it may accept and it may drop.`,
      };
    case "template-unread":
      return {
        zh: `网卡 ${doubt.eniId}：${ruleZh(doubt.by)}用到模板 ${doubt.templateId}，读不到它的全部内容，不知道这条连接算不算在内。`,
        en: `${doubt.eniId}: ${ruleEn(doubt.by)} names template ${doubt.templateId}, whose content could not be read in full: whether it holds this connection isn't known.`,
      };
    case "feature-unknown":
      return {
        zh: `网卡 ${doubt.eniId} 没有绑定安全组，而 eniipamd 的安全组开关读不到：不知道是没开启，还是还没同步。`,
        en: `No group is bound to ${doubt.eniId}, and eniipamd's switch could not be read: it may be off, or the binding may still be on its way.`,
      };
    case "mode":
      return {
        zh: `集群网络是 ${doubt.networkType || "未知"}${doubt.vpcCniType ? ` / ${doubt.vpcCniType}` : ""}，不是 VPC-CNI 共享网卡模式：包怎么走、经过哪些网卡，这里没有建模。`,
        en: `The cluster's network is ${doubt.networkType || "unknown"}${doubt.vpcCniType ? ` / ${doubt.vpcCniType}` : ""}, not VPC-CNI with shared interfaces: how its packets go is not modelled here.`,
      };
    case "no-interface":
      return {
        zh: `${doubt.end === "source" ? "源" : "目的"}地址 ${doubt.address} 不在读到的任何网卡上（超级节点、Global Router 的 Pod，或刚刚重建）：不知道它经过哪些安全组。`,
        en: `The ${doubt.end}'s address ${doubt.address} is on no interface that was read (super node, a Pod of Global Router, or just recreated): which groups it meets isn't known.`,
      };
    case "interfaces-unread":
      return {
        zh: "读不到 VPC 的弹性网卡：不知道两端的网卡绑了哪些安全组。",
        en: "The VPC's network interfaces could not be read: which groups are bound at either end isn't known.",
      };
    case "service-address":
      return {
        zh: `${doubt.address} 在集群的 Service 网段里：节点会先把它换成某个后端 Pod 的地址，安全组看到的是那条连接。请对着后端 Pod 诊断：kubectl get endpointslices -A 可以查到它们。`,
        en: `${doubt.address} is of the cluster's Service range: the node first puts a backend Pod's address in its place, and that is the connection which groups are asked about. Diagnose to such a Pod; kubectl get endpointslices -A lists them.`,
      };
    case "outside-vpc":
      return {
        zh: `${doubt.address} 在 VPC 之外：节点可能改用自己的地址、从主网卡发出（ip-masq），出去之后经过的 NAT、网关和对端也看不到。`,
        en: `${doubt.address} is outside the VPC: the node may send it on under its own address, by its primary interface (ip-masq), and gateways and whoever is at the far end aren't seen.`,
      };
    case "vpc-unread":
      return {
        zh: `没有网卡持有 ${doubt.address}，而 VPC 的网段读不到：不知道它在不在 VPC 里，也就不知道包怎么走。`,
        en: `No interface holds ${doubt.address}, and the VPC's blocks could not be read: whether it is inside the VPC, and so which way packets go, isn't known.`,
      };
    case "pod-not-ready":
      return doubt.end === "source"
        ? {
            zh: `Pod ${doubt.namespace}/${doubt.pod} 没有在正常运行（${doubt.state}），可能根本发不出连接。先看 kubectl describe pod -n ${doubt.namespace} ${doubt.pod}`,
            en: `Pod ${doubt.namespace}/${doubt.pod} isn't running as it should (${doubt.state}) and may not open any connection. See kubectl describe pod -n ${doubt.namespace} ${doubt.pod}`,
          }
        : {
            zh: `Pod ${doubt.namespace}/${doubt.pod} 没有就绪（${doubt.state}），到了它那里也可能没有进程应答。先看 kubectl describe pod -n ${doubt.namespace} ${doubt.pod}`,
            en: `Pod ${doubt.namespace}/${doubt.pod} isn't ready (${doubt.state}): whatever gets there may find nobody to answer. See kubectl describe pod -n ${doubt.namespace} ${doubt.pod}`,
          };
    case "port-undeclared":
      return {
        zh: `Pod ${doubt.pod} 的容器没有声明 ${doubt.service}（声明的端口：${listZh(doubt.declared)}）。声明只是说明，不等于监听：若没有进程监听，客户端会立刻被拒绝，而不是超时。用 --probe 试一次，或在 Pod 里看 ss -ltn。`,
        en: `No container of Pod ${doubt.pod} declares ${doubt.service} (declared: ${doubt.declared.join(", ") || "none"}). A declaration only informs: if nothing listens there, the client is refused at once rather than waiting. --probe tries it; ss -ltn in the Pod shows it.`,
      };
    case "pods-unread":
      return {
        zh: `${doubt.address} 在节点的网卡上，但没有权限列出全部 Pod，不知道是谁在用。`,
        en: `${doubt.address} is on a node's interface, but not all Pods could be listed: whose it is isn't known.`,
      };
    case "network-acl":
      return {
        zh: `子网 ${doubt.subnetId} 绑了网络 ACL ${doubt.aclId}：它对进出子网的流量逐包过滤，回包也要单独放通。这里不看它的规则，请在控制台核对。`,
        en: `Network ACL ${doubt.aclId} is bound to ${doubt.subnetId}: it filters every packet into and out of the subnet, replies too. Its rules are not looked at here: check them in the console.`,
      };
    case "subnets-unread":
      return {
        zh: "两端在不同子网，而子网信息读不到：不知道有没有网络 ACL 挡在中间。",
        en: "The two ends are in different subnets, and the subnets could not be read: whether a network ACL stands between isn't known.",
      };
    case "network-policy":
      return {
        zh: `命名空间 ${doubt.namespace} 的 NetworkPolicy ${doubt.names.join("、")} 选中了这个 Pod：集群里若有组件执行它，也可能丢包。`,
        en: `NetworkPolicy ${doubt.names.join(", ")} in ${doubt.namespace} selects this Pod: if something in the cluster enforces it, it may drop too.`,
      };
    case "network-policies-unread":
      return {
        zh: `命名空间 ${doubt.namespace} 的 NetworkPolicy 读不到：不知道有没有一条选中了这个 Pod。`,
        en: `The NetworkPolicies of ${doubt.namespace} could not be read: whether one selects this Pod isn't known.`,
      };
    case "address-unknown":
      return {
        zh: `VPC 里没有网卡持有 ${doubt.address}：它可能是负载均衡、数据库或 Service 的地址，在别的网络里，也可能根本没人用。`,
        en: `No interface of the VPC holds ${doubt.address}: it may be a load balancer's, a database's or a Service's, in another network, or nobody's.`,
      };
    default:
      return doubt satisfies never;
  }
}
