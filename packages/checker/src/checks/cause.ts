import type { Container } from "@podpath/access-path";
import { boundGroups } from "@podpath/scenarios";
import type { Actor, ActorSpec } from "@podpath/scenarios";
import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { isPeopled } from "../world.ts";
import type { PeopledWorld } from "../world.ts";

const ACTORS: readonly Actor[] = ["podA", "podB"];
const NAMES: Readonly<Record<Actor, string>> = { podA: "Pod A", podB: "Pod B" };

/** Switching the feature off makes everything connect, and everybody. */
export function featureOn({ world }: Case): Judgement {
  const wanted = world.scenario.eniSecurityGroups.enabled ? "on" : "off";
  const found = world.snapshot.eniSecurityGroups;
  const words = { on: say("开启", "on"), off: say("关闭", "off"), unknown: say("读不到", "couldn't be read") };
  const expected = say(
    `eniipamd 的安全组能力保持${words[wanted].zh}`,
    `the security-group switch of eniipamd stays ${words[wanted].en}`,
  );
  const whereToLook = say(
    "组件管理 → eniipamd → 更新配置，或 DescribeAddonValues 里的 vpcCni.securityGroups",
    "add-on management → eniipamd → update, or vpcCni.securityGroups in DescribeAddonValues",
  );
  const observed = words[found];
  if (found === "unknown") return { status: "skipped", expected, observed, whereToLook };
  if (found === wanted) return { status: "pass", expected, observed, whereToLook: NOTHING };
  return { status: "fail", expected, observed, whereToLook };
}

/** Unbinding the group mends the symptom by leaving the interface without any filter. */
export function groupsBound({ world, evidence }: Case): Judgement {
  const expected = say(
    "Pod A、Pod B 的辅助网卡仍绑着演练开始时的安全组",
    "the secondary ENIs of Pod A and Pod B still have the groups of the drill's start",
  );
  if (!isPeopled(world)) return noPods(expected);
  const unknown = ACTORS.flatMap((actor) => boundGroups(world.scenario, actor)).find((key) => !evidence.groupIds[key]);
  if (unknown !== undefined)
    return {
      status: "inconclusive",
      expected,
      observed: say(`不知道 ${unknown} 的安全组 ID`, `the id of ${unknown} isn't known`),
      whereToLook: say("./lab up 补齐环境后再跑 check", "run ./lab up to complete the lab, then check again"),
    };
  const lost = ACTORS.flatMap((actor) => lostGroups(world, actor, evidence.groupIds));
  if (lost.length === 0)
    return { status: "pass", expected, observed: say("仍绑着", "they have"), whereToLook: NOTHING };
  return {
    status: "fail",
    expected,
    observed: say(
      lost.map(({ actor, eniId, ids }) => `${NAMES[actor]} 的 ${eniId} 上没有 ${ids.join("、")}`).join("；"),
      lost.map(({ actor, eniId, ids }) => `${eniId} of ${NAMES[actor]} has no ${ids.join(", ")}`).join("; "),
    ),
    whereToLook: say(
      "kubectl get nec <节点> 的 spec.securityGroups，DescribeNetworkInterfaces 的 GroupSet",
      "spec.securityGroups of kubectl get nec <node>, GroupSet of DescribeNetworkInterfaces",
    ),
  };
}

function lostGroups(world: PeopledWorld, actor: Actor, groupIds: Readonly<Record<string, string>>) {
  const { eni } = world[actor];
  const ids = boundGroups(world.scenario, actor)
    .map((key) => groupIds[key]!)
    .filter((id) => !eni.securityGroups.includes(id));
  return ids.length === 0 ? [] : [{ actor, eniId: eni.id, ids }];
}

/** A Pod may be rolled by the same spec; another program in its place proves nothing. */
export function podsUnchanged({ world }: Case): Judgement {
  const { scenario } = world;
  const expected = say(
    `容器还是原来的：${scenario.podA.container} 和 ${scenario.podB.container} 都跑 ${scenario.podB.image}，没有改启动命令`,
    `the containers are what they were: ${scenario.podA.container} and ${scenario.podB.container} run ${scenario.podB.image} with its own command`,
  );
  if (!isPeopled(world)) return noPods(expected);
  const changed = ACTORS.flatMap((actor) => {
    const difference = changeOf(world.scenario[actor], world[actor].pod.containers);
    return difference === null ? [] : [`${NAMES[actor]}: ${difference}`];
  });
  if (changed.length === 0)
    return { status: "pass", expected, observed: say("没有变", "unchanged"), whereToLook: NOTHING };
  return {
    status: "fail",
    expected,
    observed: say(changed.join("；"), changed.join("; ")),
    whereToLook: say(
      "kubectl get deploy -o yaml，和演练的清单对一下",
      "kubectl get deploy -o yaml, against the drill's manifest",
    ),
  };
}

/** Facts, not sentences: `nginx: image busybox`. */
function changeOf(spec: ActorSpec, containers: readonly Container[]): string | null {
  const [container] = containers;
  if (container === undefined || containers.length > 1) return containers.map(({ name }) => name).join("+") || "–";
  if (container.name !== spec.container) return container.name;
  if (container.image !== spec.image) return `${container.name}: image ${container.image}`;
  if (container.command !== undefined) return `${container.name}: command ${container.command.join(" ")}`;
  // PATH, a proxy, a library to load first: a variable more is another program.
  for (const key of new Set([...Object.keys(spec.env ?? {}), ...Object.keys(container.env)]))
    if (container.env[key] !== spec.env?.[key]) return `${container.name}: ${key}=${container.env[key] ?? ""}`;
  if (container.args !== undefined) return `${container.name}: args ${container.args.join(" ")}`;
  return null;
}

/** Between Pods of one node no group is met: the connection works there whatever the rules say. */
export function differentNodes({ world }: Case): Judgement {
  const expected = say("Pod A 和 Pod B 在两个不同的节点上", "Pod A and Pod B are on two different nodes");
  if (!isPeopled(world)) return noPods(expected);
  const [a, b] = [world.podA.node.name, world.podB.node.name];
  if (a !== b) return { status: "pass", expected, observed: say(`${a}、${b}`, `${a}, ${b}`), whereToLook: NOTHING };
  return {
    status: "fail",
    expected,
    observed: say(`都在 ${a} 上`, `both on ${a}`),
    whereToLook: say(
      "同节点互访不出网卡、不经过安全组，通了也不算：把 nodeSelector 改回去",
      "traffic inside a node leaves through no ENI and meets no group, so it proves nothing: put the nodeSelector back",
    ),
  };
}
