import type { NearMiss } from "./reason.ts";
import type { Text } from "./text.ts";
import { DIRECTION, ruleEn, ruleZh } from "./wording.ts";

/** A rule that nearly fits, in words. */
export function nearMissSentence(miss: NearMiss): Text {
  switch (miss.code) {
    case "peer-differs":
      return { zh: `${ruleZh(miss.rule)}只有对端不符。`, en: `${ruleEn(miss.rule)} fits but for its peer.` };
    case "protocol-differs":
      return { zh: `${ruleZh(miss.rule)}只有协议不符。`, en: `${ruleEn(miss.rule)} fits but for its protocol.` };
    case "port-differs":
      return { zh: `${ruleZh(miss.rule)}只有端口不符。`, en: `${ruleEn(miss.rule)} fits but for its ports.` };
    case "peer-is-node":
      return {
        zh: `${ruleZh(miss.rule)}写的是节点地址 ${miss.nodeAddress}；VPC 内 Pod 以自己的地址 ${miss.podAddress} 通信，不做地址转换。`,
        en: `${ruleEn(miss.rule)} names the node, ${miss.nodeAddress}; inside the VPC a Pod keeps its own address, ${miss.podAddress}.`,
      };
    case "other-direction":
      return {
        zh: `${ruleZh(miss.rule)}写在了${DIRECTION[miss.direction].zh}方向，这里看的是另一个方向。`,
        en: `${ruleEn(miss.rule)} would fit, but it is an ${DIRECTION[miss.direction].en} rule; here the other direction counts.`,
      };
    case "other-interface":
      return {
        zh: `${ruleZh(miss.rule)}所在的安全组绑在网卡 ${miss.eniId} 上，不在这张网卡上。`,
        en: `${ruleEn(miss.rule)} would fit, but its group is bound to ${miss.eniId}, not to this interface.`,
      };
    default:
      return miss satisfies never;
  }
}
