import type { Text } from "@podpath/scenarios";
import type { CloudError } from "./cloud-error.ts";
import { InfraError } from "./infra-error.ts";
import type { Action } from "./job.ts";
import { labelOf, spokenLabelOf, type Subject } from "./subject.ts";

/** What the learner reads when the cloud refuses: to which resource, with the cloud's code and words, and what now. */
export function failureOf(error: CloudError, subject: Subject, action: Action): InfraError {
  const { code, requestId } = error;
  const [verb, label, what] = [VERBS[action], spokenLabelOf(subject), whatHappened(error)];
  return new InfraError({
    code,
    resource: labelOf(subject),
    action: error.action,
    ...(requestId === undefined ? {} : { requestId }),
    text: { zh: `${verb.zh} ${label.zh} 失败：${what.zh}`, en: `Could not ${verb.en} ${label.en}: ${what.en}` },
    hint: hintFor(code),
  });
}

/** Our own codes come with a sentence; the cloud's are what its documentation is searched by. */
function whatHappened({ action, code, message }: CloudError): Text {
  if (code.startsWith("Infra.")) return { zh: message, en: message };
  return { zh: `${action} 返回 ${code}（${message}）`, en: `${action} answered ${code} (${message})` };
}

const VERBS: Readonly<Record<Action, Text>> = {
  create: { zh: "创建", en: "create" },
  adopt: { zh: "接管", en: "adopt" },
  update: { zh: "更新", en: "update" },
  replace: { zh: "替换", en: "replace" },
  delete: { zh: "删除", en: "delete" },
  same: { zh: "读取", en: "read" },
};

interface HintRow {
  readonly code: RegExp;
  readonly hint: Text;
}

const HINTS: readonly HintRow[] = [
  {
    code: /^Infra\.Unreachable$/,
    hint: {
      zh: "云 API 没有应答。先用 lab status 看沙箱是否在运行，再运行一次 lab up，它会从中断处继续。",
      en: "The cloud API did not answer. See with `lab status` whether the sandbox runs, then run `lab up` again: it goes on where it stopped.",
    },
  },
  {
    code: /^Infra\.TooLate$/,
    hint: {
      zh: "沙箱没有及时完成。用 lab status 看它是否正常，再运行一次 lab up；仍然如此就先 lab down，再从头来。",
      en: "The sandbox did not get there in time. See with `lab status` how it is, then run `lab up` again; if it stays so, run `lab down` and start afresh.",
    },
  },
  {
    code: /^AuthFailure|^UnauthorizedOperation/,
    hint: {
      zh: "检查访问密钥及其权限，并确认本机时钟误差不超过 5 分钟，然后再运行一次 lab up。",
      en: "Check the credentials and what they may do, and that this machine's clock is right within 5 minutes; then run `lab up` again.",
    },
  },
  {
    code: /^LimitExceeded|^ResourceInsufficient|QuotaLimit|LimitExceeded$/,
    hint: {
      zh: "配额或库存不足。先用 lab down 清理旧的演练，再运行 lab up。",
      en: "A quota or stock is used up. Remove older drills with `lab down`, then run `lab up` again.",
    },
  },
  {
    code: /InUse|DependencyViolation/,
    hint: {
      zh: "它还被别的资源占用，通常是在演练之外手工创建的。删掉那些资源，再运行一次 lab down。",
      en: "Something else still uses it, usually a thing made by hand outside the drill. Remove that, then run `lab down` again.",
    },
  },
];

const TRY_AGAIN: Text = {
  zh: "再运行一次 lab up，它会从中断处继续；仍然失败就先 lab down，再从头来。",
  en: "Run `lab up` again: it goes on where it stopped. If it fails again, run `lab down` and start afresh.",
};

function hintFor(code: string): Text {
  return HINTS.find((row) => row.code.test(code))?.hint ?? TRY_AGAIN;
}
