import { NEC_PATH, readFeature, readNodes } from "../../real-cluster/cluster-record.ts";
import { NotSeen, type Experiment } from "../experiment.ts";
import { scrubText } from "../scrub.ts";

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

const inheritance: Experiment = {
  id: "inheritance",
  title: { zh: "名单为空时，辅助网卡继承主网卡的安全组", en: "with an empty list secondary interfaces inherit" },
  facts: {
    "sg-inherit": (seen) =>
      seen["listIsEmpty"] === true
        ? seen["groupsWereSetByUs"] === false && seen["secondaryLikePrimary"] === true
        : null,
  },
  async run(hands) {
    const { clusterId, cloud, kube, before, a, b, groupsWereSet } = hands;
    const access = { clusterId, cloud, kube, region: before.region, vpcId: before.vpc.id };
    const { enableSecurityGroups, securityGroups } = await readFeature(access);
    const nodes = (await readNodes(access)).filter(({ name }) => name === a.node || name === b.node);
    const pairs = nodes.map(({ nec, interfaces }) => {
      const primary = interfaces.find((one) => one.primary)?.groups ?? [];
      const secondary = interfaces.filter((one) => !one.primary);
      return { nec: nec ?? [], primary, secondary };
    });
    return {
      featureOn: enableSecurityGroups,
      listIsEmpty: securityGroups.length === 0,
      // What the lab wrote itself was not inherited.
      groupsWereSetByUs: groupsWereSet.length > 0,
      necLikePrimary: pairs.every(({ nec, primary }) => same(nec, primary)),
      secondaryLikePrimary: pairs.every(({ secondary, primary }) =>
        secondary.every(({ groups }) => same(groups, primary)),
      ),
    };
  },
};

const nec: Experiment = {
  id: "nec-members",
  title: { zh: "nec 对象有哪些字段", en: "the members of a nec" },
  facts: { "vpc-cni-crds": (seen) => (seen["spec"] as readonly string[]).includes("securityGroups") },
  async run({ kube, b }) {
    const found = await kube.json<{ apiVersion: string; spec?: object; status?: object }>({
      path: `${NEC_PATH}/${b.node}`,
    });
    const names = (part: object | undefined) => Object.keys(part ?? {}).toSorted();
    return { apiVersion: found.apiVersion, spec: names(found.spec), status: names(found.status) };
  },
};

/** The playbook's own pipe: `grep … | awk '{print $24}'`. */
const PLAYBOOK_FIELD = 24;

const logLine: Experiment = {
  id: "ipamd-log-line",
  title: { zh: "ipamd 记录安全组变化的日志行", en: "the line in which ipamd logs a change of groups" },
  facts: { "ipamd-log-line": (seen) => seen["groupsAreInField24"] === true },
  incidental: ["line"],
  async run({ kube, known }) {
    const pods = "/api/v1/namespaces/kube-system/pods";
    const { items } = await kube.json<{ items: readonly { readonly metadata: { readonly name: string } }[] }>({
      path: pods,
    });
    const ipamd = items.find(({ metadata }) => metadata.name.startsWith("tke-eni-ipamd"));
    if (!ipamd) throw new NotSeen("no tke-eni-ipamd Pod is to be seen");
    const log = await kube.text({ path: `${pods}/${ipamd.metadata.name}/log`, query: { tailLines: "20000" } });
    const lines = log.split("\n").filter((line) => line.includes("sg-") && /security ?groups?/i.test(line));
    const line = lines.find((one) => one.includes("event.go")) ?? lines.at(-1);
    if (line === undefined) throw new NotSeen("ipamd's log has no line about security groups");
    const field = line.trim().split(/\s+/)[PLAYBOOK_FIELD - 1] ?? "";
    return { groupsAreInField24: /sg-[0-9a-z]{8}/.test(field), line: scrubText(line, known).slice(0, 1000) };
  },
};

const components: Experiment = {
  id: "vpc-cni-components",
  title: { zh: "kube-system 里的 VPC-CNI 组件", en: "the components of VPC-CNI in kube-system" },
  facts: {
    "vpc-cni-components": (seen) =>
      ["tke-eni-ipamd", "tke-eni-agent"].every((name) => (seen["components"] as readonly string[]).includes(name)),
  },
  incidental: ["components"],
  async run({ kube }) {
    const { items } = await kube.json<{ items: readonly { readonly metadata: { readonly name: string } }[] }>({
      path: "/api/v1/namespaces/kube-system/pods",
    });
    const names = items.map(
      ({ metadata }) => /^(tke-eni-[a-z]+(?:-[a-z]{4,})*?)(?:-[0-9a-z]+)*$/.exec(metadata.name)?.[1],
    );
    return { components: [...new Set(names.filter((name) => name !== undefined))].toSorted() };
  },
};

export const IPAMD: readonly Experiment[] = [inheritance, nec, logLine, components];
