import type { Scenario } from "@podpath/scenarios";
import { addRule, all, solve, type Bench, type Work } from "./bench.ts";
import { bindGroups } from "./mutants.ts";

export interface Equivalent {
  readonly name: string;
  readonly work: Work;
}

/** Right fixes in other shapes, by other calls. */
export function equivalentsOf(scenario: Scenario): readonly Equivalent[] {
  const { port } = scenario.podB;
  const { direction, at } = scenario.needed;
  const far = at === "podB" ? "{podA}" : "{podB}";
  const subnet = scenario.needed.tolerated[0]!.rule.split(" ")[2]!;
  const [base] = subnet.split("/") as [string];
  const prefix = base.split(".").slice(0, 3).join(".");
  const key = direction === "ingress" ? "Ingress" : "Egress";
  const policy = (bench: Bench, more: object = {}) => ({
    Protocol: "TCP",
    Port: String(port),
    CidrBlock: `${addressOf(bench)}/32`,
    Action: "ACCEPT",
    ...more,
  });
  const create =
    (more: (bench: Bench) => object | Promise<object>): Work =>
    async (bench) =>
      bench.vpc("CreateSecurityGroupPolicies", {
        SecurityGroupId: bench.group,
        SecurityGroupPolicySet: { [key]: [await more(bench)] },
      });
  const addressOf = (bench: Bench) => (at === "podB" ? bench.a : bench.b).pod.addresses[0]!;
  return [
    { name: "the reference solution", work: solve },
    { name: "on top", work: addRule(`accept tcp ${far}/32 ${port}`, { index: 0 }) },
    { name: "the subnet", work: addRule(`accept tcp ${subnet} ${port}`) },
    {
      name: "the subnet in two halves",
      work: all(addRule(`accept tcp ${prefix}.0/25 ${port}`), addRule(`accept tcp ${prefix}.128/25 ${port}`)),
    },
    {
      name: "the subnet in four quarters",
      work: all(...[0, 64, 128, 192].map((last) => addRule(`accept tcp ${prefix}.${last}/26 ${port}`))),
    },
    {
      name: "the subnet in sixteen",
      work: all(...Array.from({ length: 16 }, (_, part) => addRule(`accept tcp ${prefix}.${part * 16}/28 ${port}`))),
    },
    {
      name: "twice the same in two shapes",
      work: all(addRule(`accept tcp ${far}/32 ${port}`), addRule(`accept tcp ${subnet} ${port}`)),
    },
    { name: "a range of one port", work: addRule(`accept tcp ${far}/32 ${port}-${port}`) },
    {
      name: "a list with what is open anyway",
      work: addRule(`accept tcp ${far}/32 ${direction === "ingress" ? 22 : 443},${port}`),
    },
    {
      name: "above a drop",
      work: all(
        addRule(`drop tcp ${subnet} ${port}`, { index: 0 }),
        addRule(`accept tcp ${far}/32 ${port}`, { index: 0 }),
      ),
    },
    {
      name: "inserted, then a drop of others",
      work: all(addRule(`accept tcp ${far}/32 ${port}`, { index: 0 }), addRule(`drop tcp ${subnet} ${port}`)),
    },
    { name: "with a remark", work: create((bench) => policy(bench, { PolicyDescription: "演练：放通" })) },
    { name: "lower-case words", work: create((bench) => policy(bench, { Protocol: "tcp", Action: "accept" })) },
    { name: "an address without its prefix", work: create((bench) => policy(bench, { CidrBlock: addressOf(bench) })) },
    {
      name: "an address template",
      work: create(async (bench) => ({
        ...policy(bench),
        CidrBlock: undefined,
        AddressTemplate: { AddressId: await template(bench, [addressOf(bench)]) },
      })),
    },
    {
      name: "a template of the whole subnet",
      work: create(async (bench) => ({
        ...policy(bench),
        CidrBlock: undefined,
        AddressTemplate: { AddressId: await template(bench, [subnet]) },
      })),
    },
    {
      name: "a service template",
      work: create(async (bench) => ({
        CidrBlock: `${addressOf(bench)}/32`,
        Action: "ACCEPT",
        ServiceTemplate: { ServiceId: await services(bench, [`tcp:${port}`]) },
      })),
    },
    {
      name: "both templates",
      work: create(async (bench) => ({
        Action: "ACCEPT",
        AddressTemplate: { AddressId: await template(bench, [addressOf(bench)]) },
        ServiceTemplate: { ServiceId: await services(bench, [`tcp:${port}`]) },
      })),
    },
    { name: "the whole list set anew", work: whole((rules) => [...rules, `accept tcp ${far}/32 ${port}`]) },
    { name: "the whole list set anew, ours first", work: whole((rules) => [`accept tcp ${far}/32 ${port}`, ...rules]) },
    {
      name: "two steps: too wide, then narrowed",
      work: all(addRule(`accept tcp 0.0.0.0/0 ${port}`, { index: 0 }), replaceFirst(`accept tcp ${far}/32 ${port}`)),
    },
    {
      name: "wrong, taken back, then right",
      work: all(addRule("accept all 0.0.0.0/0 all", { index: 0 }), removeFirst, solve),
    },
    {
      name: "the group renamed",
      work: all(solve, (bench) =>
        bench.vpc("ModifySecurityGroupAttribute", { SecurityGroupId: bench.group, GroupName: "renamed" }),
      ),
    },
    { name: "a group of its own, bound after", work: ownGroup((bench, made) => [bench.group, made]) },
    { name: "a group of its own, bound before", work: ownGroup((bench, made) => [made, bench.group]) },
    {
      name: "Pod A made anew by its own spec, then the subnet",
      work: all(restart("a"), addRule(`accept tcp ${subnet} ${port}`)),
    },
    {
      name: "Pod B made anew by its own spec, then the subnet",
      work: all(restart("b"), addRule(`accept tcp ${subnet} ${port}`)),
    },
    {
      name: "the far Pod's node pool's subnet as /25 that holds it, and the other",
      work: all(addRule(`accept tcp ${prefix}.128/25 ${port}`), addRule(`accept tcp ${prefix}.0/25 ${port}`)),
    },
  ];

  function whole(edit: (rules: readonly string[]) => readonly string[]): Work {
    return async (bench) => {
      const { SecurityGroupPolicySet: set } = await bench.vpc<{
        SecurityGroupPolicySet: Record<string, object[]> & { Version: string };
      }>("DescribeSecurityGroupPolicies", { SecurityGroupId: bench.group });
      const kept = set[key]!.map((rule) => JSON.stringify(rule));
      const edited = edit(kept).map((rule) =>
        rule.startsWith("{") ? stripped(JSON.parse(rule) as Record<string, unknown>) : policy(bench),
      );
      const other = key === "Ingress" ? "Egress" : "Ingress";
      return bench.vpc("ModifySecurityGroupPolicies", {
        SecurityGroupId: bench.group,
        SecurityGroupPolicySet: {
          Version: set.Version,
          [key]: edited,
          [other]: set[other]!.map((rule) => stripped(rule as Record<string, unknown>)),
        },
        SortPolicys: true,
      });
    };
  }

  function replaceFirst(text: string): Work {
    return (bench) =>
      all(addRule(text, { index: 0 }), (same) =>
        same.vpc("DeleteSecurityGroupPolicies", {
          SecurityGroupId: same.group,
          SecurityGroupPolicySet: { [key]: [{ PolicyIndex: 1 }] },
        }),
      )(bench);
  }

  async function removeFirst(bench: Bench): Promise<void> {
    await bench.vpc("DeleteSecurityGroupPolicies", {
      SecurityGroupId: bench.group,
      SecurityGroupPolicySet: { [key]: [{ PolicyIndex: 0 }] },
    });
  }

  function ownGroup(order: (bench: Bench, made: string) => readonly string[]): Work {
    return async (bench) => {
      const { SecurityGroup } = await bench.vpc<{ SecurityGroup: { SecurityGroupId: string } }>("CreateSecurityGroup", {
        GroupName: "pods",
        GroupDescription: "",
      });
      const made = SecurityGroup.SecurityGroupId;
      await addRule(`accept tcp ${far}/32 ${port}`, { group: made })(bench);
      await bindGroups(bench, at === "podB" ? "b" : "a", order(bench, made));
    };
  }
}

/** What a list answers beyond what a request may say. */
function stripped(rule: Record<string, unknown>): Record<string, unknown> {
  const wanted = ["Protocol", "Port", "CidrBlock", "Ipv6CidrBlock", "Action", "PolicyDescription"];
  return Object.fromEntries(Object.entries(rule).filter(([name, value]) => wanted.includes(name) && value !== ""));
}

async function template({ vpc }: Bench, Addresses: readonly string[]): Promise<string> {
  const made = await vpc<{ AddressTemplate: { AddressTemplateId: string } }>("CreateAddressTemplate", {
    AddressTemplateName: "t",
    Addresses,
  });
  return made.AddressTemplate.AddressTemplateId;
}

async function services({ vpc }: Bench, Services: readonly string[]): Promise<string> {
  const made = await vpc<{ ServiceTemplate: { ServiceTemplateId: string } }>("CreateServiceTemplate", {
    ServiceTemplateName: "s",
    Services,
  });
  return made.ServiceTemplate.ServiceTemplateId;
}

/** A rollout by the same spec: a new Pod at another address. */
function restart(end: "a" | "b"): Work {
  return async (bench) => {
    const { name } = bench[end].pod;
    await bench.kube.text({
      method: "DELETE",
      path: `/api/v1/namespaces/default/pods/${name}`,
      query: { gracePeriodSeconds: "0" },
    });
    await bench.sandbox.settled();
    const app = bench[end].pod.labels["app"];
    for (let tries = 0; tries < 200; tries += 1) {
      const pods = (await bench.sandbox.lab.snapshot()).pods.filter(
        (pod) => pod.labels["app"] === app && pod.name !== name,
      );
      const { items } = await bench.kube.json<{ items: { metadata: { name: string }; status?: { phase?: string } }[] }>(
        { path: "/api/v1/namespaces/default/pods" },
      );
      if (
        pods.length === 1 &&
        items.some((item) => item.metadata.name === pods[0]!.name && item.status?.phase === "Running")
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no new Pod in the place of ${name}`);
  };
}
