import { describeBoxes } from "./box.ts";
import type { Witness } from "./box.ts";

import type { Finding } from "./finding.ts";
import type { Direction } from "./snapshot.ts";
import type { Text } from "./text.ts";
import { listZh, refEn, refZh } from "./wording.ts";

/** A finding in words, with the flow that shows it. */
export function findingSentence(finding: Finding, direction: Direction): Text {
  const flow = finding.witness === null ? null : witnessText(finding.witness, direction);
  switch (finding.code) {
    case "shadowed":
      return {
        zh: `${refZh(finding.at)} 永远轮不到：它匹配的流量都被前面的规则先匹配了（${listZh(finding.by.map(refZh))}）。例如${flow?.zh}，结果与它相反。`,
        en: `${capital(refEn(finding.at))} is never asked: all that it matches is taken by ${finding.by.map(refEn).join(", ")} above it. For one, ${flow?.en} ends the other way.`,
      };
    case "redundant":
      return finding.by.length === 0
        ? {
            zh: `${refZh(finding.at)} 是多余的：删掉它，流量仍会走到默认拒绝，例如${flow?.zh}。`,
            en: `${capital(refEn(finding.at))} is redundant: without it the implicit drop does the same, for example to ${flow?.en}.`,
          }
        : {
            zh: `${refZh(finding.at)} 是多余的：它匹配的流量由别的规则（${listZh(finding.by.map(refZh))}）给出同样的结果，例如${flow?.zh}。`,
            en: `${capital(refEn(finding.at))} is redundant: the same is decided by ${finding.by.map(refEn).join(", ")} for all that it matches, such as ${flow?.en}.`,
          };
    case "order-decides":
      return {
        zh: `${refZh(finding.at)} 与前面动作相反的规则（${listZh(finding.by.map(refZh))}）部分重叠，结果只取决于谁在前。例如${flow?.zh}，由前面的规则决定。`,
        en: `${capital(refEn(finding.at))} crosses ${finding.by.map(refEn).join(", ")} above it, with the other action: only their order decides. For one, ${flow?.en} goes to the upper rule.`,
      };
    case "zero-prefix":
      return {
        zh: `${refZh(finding.at)} 的对端 ${finding.written} 会被云端当作 0.0.0.0/0，也就是所有人。例如${flow?.zh}，也会匹配。`,
        en: `${capital(refEn(finding.at))} names ${finding.written}, which the cloud takes for 0.0.0.0/0: everybody. For one, ${flow?.en} matches too.`,
      };
    case "matches-nothing":
      return {
        zh: `${refZh(finding.at)} 目前什么也匹配不到：${finding.name} 里没有成员，或者它不存在。`,
        en: `${capital(refEn(finding.at))} matches nothing at present: ${finding.name} is empty or does not exist.`,
      };
    case "over-permissive":
      return overPermissiveText(finding);
    default:
      return finding satisfies never;
  }
}

function overPermissiveText({ at, excess }: Finding & { readonly code: "over-permissive" }): Text {
  const rows = describeBoxes(excess).map(({ peers, protocols, ports }) => {
    const more = peers.length > 3 ? " …" : "";
    return `${peers.slice(0, 3).join(" ")}${more} ${protocols.join("/")} ${ports.join(",")}`.trimEnd();
  });
  return at === null
    ? {
        zh: `网卡没有任何过滤，多放行了：${listZh(rows)}。`,
        en: `Nothing filters the interface; it lets by more than is needed: ${rows.join("; ")}.`,
      }
    : {
        zh: `${refZh(at)} 放行得比需要的多：${listZh(rows)}。`,
        en: `${capital(refEn(at))} lets by more than is needed: ${rows.join("; ")}.`,
      };
}

function witnessText({ peer, protocol, port }: Witness, direction: Direction): Text {
  const service = port === null ? protocol : `${protocol} ${port}`;
  return direction === "ingress"
    ? { zh: `来自 ${peer} 的 ${service}`, en: `${service} from ${peer}` }
    : { zh: `发往 ${peer} 的 ${service}`, en: `${service} to ${peer}` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
