import type { Scenario } from "@podpath/scenarios";
import { ruleText, type Bench, type Work } from "./bench.ts";
import { byClients, type Client, type Clients } from "./clients.ts";
import type { Equivalent } from "./equivalents.ts";

export interface ClientEquivalent extends Equivalent {
  readonly client: Client;
}

type Hands = Clients & { readonly bench: Bench };

/** Right fixes of an ingress drill, as the people who use each client make them. */
export function clientEquivalentsOf(scenario: Scenario): readonly ClientEquivalent[] {
  const port = String(scenario.podB.port);
  const subnet = scenario.needed.tolerated[0]!.rule.split(" ")[2]!;
  const halves = [0, 128].map((last) => `${subnet.split(".").slice(0, 3).join(".")}.${last}/25`);
  const by = (client: Client, name: string, work: (hands: Hands) => Promise<unknown>): ClientEquivalent => ({
    client,
    name: `by ${client}: ${name}`,
    work: byClients((bench, clients) => work({ ...clients, bench })) satisfies Work,
  });
  const policy = (cidr: string, more: object = {}) => ({
    Protocol: "TCP",
    Port: port,
    CidrBlock: cidr,
    Action: "ACCEPT",
    ...more,
  });
  const podA = (bench: Bench) => ruleText(bench, "{podA}/32");
  const create = ({ sdk, bench }: Hands, ...policies: readonly object[]) =>
    sdk.call("vpc", "CreateSecurityGroupPolicies", {
      SecurityGroupId: bench.group,
      SecurityGroupPolicySet: { Ingress: policies },
    });
  const tccliCreate = ({ tccli, bench }: Hands, ...policies: readonly object[]) =>
    tccli(vpc("CreateSecurityGroupPolicies", bench.group, { Ingress: policies }));
  const deployment = (app: "a" | "b", { bench }: Hands) => bench[app].pod.name.replace(/-[^-]*-[^-]*$/, "");

  /** A group with the right rule, bound to Pod B's node beside what is bound already. */
  const ownGroup = async ({ sdk, bench }: Hands): Promise<string> => {
    const { SecurityGroup } = await sdk.call<{ SecurityGroup: { SecurityGroupId: string } }>(
      "vpc",
      "CreateSecurityGroup",
      { GroupName: "pods-of-b", GroupDescription: "for Pods" },
    );
    const { SecurityGroupId } = SecurityGroup;
    const set = { Ingress: [policy(podA(bench))] };
    await sdk.call("vpc", "CreateSecurityGroupPolicies", { SecurityGroupId, SecurityGroupPolicySet: set });
    return SecurityGroupId;
  };

  return [
    by("the SDK", "a rule appended", (hands) => create(hands, policy(podA(hands.bench)))),
    by("the SDK", "a rule on top", (hands) => create(hands, policy(podA(hands.bench), { PolicyIndex: 0 }))),
    by("the SDK", "the subnet's halves in one call", (hands) => create(hands, ...halves.map((half) => policy(half)))),
    by("the SDK", "a wrong rule, replaced", async (hands) => {
      await create(hands, policy("10.9.9.9/32", { PolicyIndex: 0 }));
      await hands.sdk.call("vpc", "ReplaceSecurityGroupPolicy", {
        SecurityGroupId: hands.bench.group,
        SecurityGroupPolicySet: { Ingress: [policy(podA(hands.bench), { PolicyIndex: 0 })] },
      });
    }),
    by("the SDK", "an address template", async (hands) => {
      const { AddressTemplate } = await hands.sdk.call<{ AddressTemplate: { AddressTemplateId: string } }>(
        "vpc",
        "CreateAddressTemplate",
        { AddressTemplateName: "clients", AddressesExtra: [{ Address: podA(hands.bench).slice(0, -3) }] },
      );
      const { CidrBlock: _, ...rest } = policy("");
      await create(hands, { ...rest, AddressTemplate: { AddressId: AddressTemplate.AddressTemplateId } });
    }),

    by("tccli", "a rule appended", (hands) => tccliCreate(hands, policy(podA(hands.bench)))),
    by("tccli", "the subnet, on top", (hands) => tccliCreate(hands, policy(subnet, { PolicyIndex: 0 }))),
    by("tccli", "arguments unfolded", ({ tccli, bench }) =>
      tccli([
        "vpc",
        "CreateSecurityGroupPolicies",
        "--cli-unfold-argument",
        "--SecurityGroupId",
        bench.group,
        ...Object.entries(policy(podA(bench))).flatMap(([name, value]) => [
          `--SecurityGroupPolicySet.Ingress.0.${name}`,
          value,
        ]),
      ]),
    ),
    by("tccli", "a service template", async (hands) => {
      const said = await hands.tccli([
        "vpc",
        "CreateServiceTemplate",
        "--ServiceTemplateName",
        "web",
        "--Services",
        JSON.stringify([`tcp:${port}`]),
      ]);
      const made = JSON.parse(said) as { ServiceTemplate: { ServiceTemplateId: string } };
      const ServiceTemplate = { ServiceId: made.ServiceTemplate.ServiceTemplateId };
      await tccliCreate(hands, { CidrBlock: podA(hands.bench), Action: "ACCEPT", ServiceTemplate });
    }),

    by("kubectl", "nec patched to bind a group of its own (merge)", async (hands) => {
      const groups = [hands.bench.group, await ownGroup(hands)];
      const patch = JSON.stringify({ spec: { securityGroups: groups } });
      await hands.kubectl(["patch", "nec", hands.bench.b.node.name, "--type", "merge", "-p", patch]);
    }),
    by("kubectl", "nec patched to bind it first (JSON patch)", async (hands) => {
      const value = [await ownGroup(hands), hands.bench.group];
      const patch = JSON.stringify([{ op: "add", path: "/spec/securityGroups", value }]);
      await hands.kubectl(["patch", "nec", hands.bench.b.node.name, "--type", "json", "-p", patch]);
    }),
    by("kubectl", "nec read, edited and replaced", async (hands) => {
      const groups = [hands.bench.group, await ownGroup(hands)];
      const text = await hands.kubectl(["get", "nec", hands.bench.b.node.name, "-o", "json"]);
      const nec = JSON.parse(text) as { spec: object };
      const edited = JSON.stringify({ ...nec, spec: { ...nec.spec, securityGroups: groups } });
      await hands.kubectl(["replace", "-f", "-"], edited);
    }),
    by("kubectl", "the subnet, and both Deployments rolled", async (hands) => {
      await create(hands, policy(subnet));
      for (const app of ["a", "b"] as const) {
        await hands.kubectl(["rollout", "restart", "deployment", deployment(app, hands)]);
        await hands.kubectl(["rollout", "status", "deployment", deployment(app, hands), "--timeout=20s"]);
      }
    }),
    by("kubectl", "the subnet, and Pod A scaled away and back", async (hands) => {
      await create(hands, policy(subnet));
      await hands.kubectl(["scale", "deployment", deployment("a", hands), "--replicas=0"]);
      await hands.kubectl(["scale", "deployment", deployment("a", hands), "--replicas=1"]);
      await hands.kubectl(["rollout", "status", "deployment", deployment("a", hands), "--timeout=20s"]);
    }),
    by("kubectl", "right, and labels and remarks here and there", async (hands) => {
      await create(hands, policy(podA(hands.bench)));
      await hands.kubectl(["label", "node", hands.bench.a.node.name, "checked=yes"]);
      await hands.kubectl(["annotate", "deployment", deployment("b", hands), "mended-by=me"]);
    }),
  ];
}

function vpc(action: string, group: string, set: object): readonly string[] {
  return ["vpc", action, "--SecurityGroupId", group, "--SecurityGroupPolicySet", JSON.stringify(set)];
}
