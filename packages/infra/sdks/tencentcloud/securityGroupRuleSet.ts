import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input.ts";
import type * as outputs from "./types/output.ts";
import * as utilities from "./utilities.ts";

export interface SecurityGroupRuleSetArgs {
  securityGroupId: pulumi.Input<string>;
  /** Ordered: index 0 has the highest priority. */
  egresses?: pulumi.Input<pulumi.Input<inputs.SecurityGroupRuleSetEgress>[]>;
  /** Ordered: index 0 has the highest priority. */
  ingresses?: pulumi.Input<pulumi.Input<inputs.SecurityGroupRuleSetIngress>[]>;
}

export interface SecurityGroupRuleSetState extends Partial<SecurityGroupRuleSetArgs> {
  /** Of the whole list; goes up with every change. */
  version?: pulumi.Input<string>;
}

const TYPE = "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet";
const SHAPE = {
  required: ["securityGroupId"],
  computed: ["version"],
} as const;

export class SecurityGroupRuleSet extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: SecurityGroupRuleSetState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new SecurityGroupRuleSet(name, state as SecurityGroupRuleSetArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is SecurityGroupRuleSet {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly securityGroupId: pulumi.Output<string>;
  declare readonly egresses: pulumi.Output<outputs.SecurityGroupRuleSetEgress[] | undefined>;
  declare readonly ingresses: pulumi.Output<outputs.SecurityGroupRuleSetIngress[] | undefined>;
  declare readonly version: pulumi.Output<string>;

  constructor(name: string, args: SecurityGroupRuleSetArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
