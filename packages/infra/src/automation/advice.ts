import type { Text } from "@podpath/scenarios";
import type { RealOperation } from "./real-run.ts";

interface Row {
  readonly code: RegExp;
  readonly advice: Text;
}

/** What to do about each of the cloud's refusals; the first row that matches the code, or else the text. */
export const ADVICE: readonly Row[] = [
  {
    code: /^AuthFailure\.(SecretIdNotFound|InvalidSecretId|SignatureFailure|TokenFailure)/,
    advice: {
      zh: "密钥不对或已停用。重新设置 TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY（临时密钥还要 TENCENTCLOUD_SECURITY_TOKEN），或用 --profile 指定 tccli 的配置。",
      en: "The credentials are wrong or disabled. Set TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY again (temporary ones need TENCENTCLOUD_SECURITY_TOKEN too), or name a tccli profile with --profile.",
    },
  },
  {
    code: /^AuthFailure\.SignatureExpire/,
    advice: {
      zh: "本机时钟误差超过 5 分钟，或临时密钥已过期。校准时钟或重新取得临时密钥后再运行。",
      en: "This machine's clock is off by more than five minutes, or the temporary credentials have expired. Mend that and run the command again.",
    },
  },
  {
    code: /^(AuthFailure\.)?UnauthorizedOperation|CamNoAuth|^AuthFailure/,
    advice: {
      zh: "这个身份缺权限。把 lab policy learner 打印的策略授给它，再运行一次，会从中断处继续。",
      en: "This identity lacks a permission. Grant it the policy that `lab policy learner` prints and run the command again: it goes on where it stopped.",
    },
  },
  {
    code: /^UnsupportedRegion|InvalidZone|ZoneNotSupport|InvalidParameterValue\.Zone/,
    advice: {
      zh: "地域或可用区不对。用 --region 和 --zones 指定有原生节点的地域与可用区，例如 --region ap-guangzhou --zones ap-guangzhou-3,ap-guangzhou-4。",
      en: "The region or zone is wrong. Name one that has native nodes with --region and --zones, such as --region ap-guangzhou --zones ap-guangzhou-3,ap-guangzhou-4.",
    },
  },
  {
    code: /SoldOut|ResourceInsufficient|ResourcesSoldOut|InsufficientOffering|StockInsufficient/,
    advice: {
      zh: "该机型在这个可用区售罄。先 lab down，再换可用区（--zones）或机型（--instance-type）重新 lab up。",
      en: "That instance type is sold out in this zone. Run `lab down`, then `lab up` with other --zones or another --instance-type.",
    },
  },
  {
    code: /LimitExceeded|QuotaLimit|QuotaExceeded|OverQuota/,
    advice: {
      zh: "账号配额已满。lab sweep 会列出带 podpath 标签的遗留资源；清理之后，或在控制台申请提高配额之后，再运行一次。",
      en: "A quota of the account is used up. `lab sweep` lists what older labs left; remove that, or ask for a higher quota in the console, and run the command again.",
    },
  },
  {
    code: /IpInsufficient|NotEnoughIp|IPNotEnough|SubnetIp/i,
    advice: {
      zh: "子网没有足够的空闲 IP。换一个子网（--subnet），或释放一些地址。",
      en: "The subnet has too few free addresses. Name another one with --subnet, or free some.",
    },
  },
  {
    code: /ResourceInUse|DependencyViolation/,
    advice: {
      zh: "它还被占用，多半是 ipamd 的辅助网卡还绑着安全组。等一两分钟再运行 lab down；仍然如此，lab sweep 会说出是谁占着。",
      en: "Something still uses it, most likely an interface of ipamd that has the group bound. Wait a minute or two and run `lab down` again; if it stays so, `lab sweep` names what holds it.",
    },
  },
  {
    code: /RequestLimitExceeded/,
    advice: {
      zh: "请求太频繁。等一分钟再运行，会从中断处继续。",
      en: "Too many requests at once. Wait a minute and run the command again: it goes on where it stopped.",
    },
  },
  {
    code: /^Infra\.(TooLate|NodePool|Cluster)/,
    advice: {
      zh: "节点迟迟没有就绪。在控制台看节点池的事件（常见原因：镜像、子网路由、实名或余额）；再运行一次 lab up 会接着等，lab down 会全部清掉。",
      en: "The nodes did not become ready. See the pool's events in the console (often: image, the subnet's route, the account's balance). `lab up` again goes on waiting, `lab down` removes everything.",
    },
  },
  {
    code: /^Infra\.Cancelled$/,
    advice: {
      zh: "已按你的要求停下，做完的都有记录。再运行一次 lab up 会继续，lab down 会全部清掉。",
      en: "Stopped as you asked; what was made is on record. `lab up` goes on, `lab down` removes everything.",
    },
  },
  {
    code: /^Infra\.NoPlugin$/,
    advice: {
      zh: "Pulumi 取不到 terraform-provider 插件或 tencentcloud provider。检查网络或代理，或先运行 pulumi plugin install resource terraform-provider 0.14.0。",
      en: "Pulumi could not get its terraform-provider plug-in or the tencentcloud provider. Check the network or proxy, or run `pulumi plugin install resource terraform-provider 0.14.0` first.",
    },
  },
  {
    code: /^Infra\.Passphrase$/,
    advice: {
      zh: "状态后端的口令不对。把当初的 PULUMI_CONFIG_PASSPHRASE 放回环境变量。",
      en: "The state's passphrase is wrong. Put the PULUMI_CONFIG_PASSPHRASE of that time back into the environment.",
    },
  },
];

const TRY_AGAIN: Readonly<Record<RealOperation, Text>> = {
  preview: {
    zh: "什么都没有改。修好上面的问题后再运行一次。",
    en: "Nothing was changed. Mend the above and run the command again.",
  },
  refresh: {
    zh: "什么都没有改。再运行一次 lab up 会重新对照云上的状态。",
    en: "Nothing was changed. `lab up` compares with the cloud again.",
  },
  up: {
    zh: "做完的都有记录：再运行一次 lab up 会继续，lab down 会全部清掉。",
    en: "What was made is on record: `lab up` goes on, `lab down` removes everything.",
  },
  down: {
    zh: "剩下的都有记录：再运行一次 lab down 会接着销毁；lab sweep 会按标签列出云上还有什么。",
    en: "What is left is on record: `lab down` goes on; `lab sweep` lists by tag what is still in the cloud.",
  },
};

export function adviceFor(code: string, text: string, operation: RealOperation): Text {
  const row = ADVICE.find((one) => one.code.test(code)) ?? ADVICE.find((one) => one.code.test(text));
  return row?.advice ?? TRY_AGAIN[operation];
}
