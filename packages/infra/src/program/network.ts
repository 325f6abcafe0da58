import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import type { Tags } from "./tags.ts";

/** The VPC and its subnets. */
export class NetworkComponent extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** By the scenario's key, in its order. */
  readonly subnetIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(scenario: Scenario, tags: Tags, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:Network", scenario.vpc.name, {}, opts);
    const own = { parent: this };
    const { name, cidr } = scenario.vpc;
    const vpc = new tencentcloud.Vpc(name, { name, cidrBlock: cidr, tags }, own);
    this.vpcId = vpc.id;
    this.subnetIds = Object.fromEntries(
      scenario.subnets.map((subnet) => {
        const args = { name: subnet.name, vpcId: vpc.id, availabilityZone: subnet.zone, cidrBlock: subnet.cidr, tags };
        return [subnet.key, new tencentcloud.Subnet(subnet.name, args, own).id];
      }),
    );
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }
}
