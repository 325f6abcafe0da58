import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { type RuleArgs, ruleArgs } from "./rules.ts";
import type { Tags } from "./tags.ts";

/**
 * The security groups, each with one ordered rule set that owns both directions.
 *
 * Groups come first and rule sets after all of them, so that a rule may name any group, its own included.
 */
export class SecurityGroupsComponent extends pulumi.ComponentResource {
  /** By the scenario's key. */
  readonly ids: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ruleSets: readonly tencentcloud.SecurityGroupRuleSet[];

  constructor(scenario: Scenario, tags: Tags, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:SecurityGroups", scenario.cluster.name, {}, opts);
    const own = { parent: this };
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const { key, name, description } of scenario.groups) {
      ids[key] = new tencentcloud.SecurityGroup(name, { name, description, tags }, own).id;
    }
    this.ids = ids;
    this.ruleSets = scenario.groups.map(
      (group) =>
        new tencentcloud.SecurityGroupRuleSet(
          group.name,
          {
            securityGroupId: this.idOf(group.key),
            ingresses: group.ingress.map((text) => this.resolved(ruleArgs(text))),
            egresses: group.egress.map((text) => this.resolved(ruleArgs(text))),
          },
          own,
        ),
    );
    this.registerOutputs({ ids });
  }

  private idOf(key: string): pulumi.Output<string> {
    const id = this.ids[key];
    if (id === undefined) throw new Error(`The scenario has no security group '${key}'.`);
    return id;
  }

  /** A rule names a group of the scenario as `sg-<key>`, since the cloud's id is known only after creation. */
  private resolved(args: RuleArgs) {
    const { sourceSecurityId, ...rest } = args;
    if (sourceSecurityId === undefined) return rest;
    return { ...rest, sourceSecurityId: this.ids[sourceSecurityId.replace(/^sg-/, "")] ?? sourceSecurityId };
  }
}
