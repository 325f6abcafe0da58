import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface SecurityGroupArgs {
  description?: pulumi.Input<string>;
  name?: pulumi.Input<string>;
  projectId?: pulumi.Input<number>;
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

export type SecurityGroupState = Partial<SecurityGroupArgs>;

const TYPE = "tencentcloud:index/securityGroup:SecurityGroup";
const SHAPE = {
  required: [],
  computed: [],
} as const;

export class SecurityGroup extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: SecurityGroupState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new SecurityGroup(name, state, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is SecurityGroup {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly description: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly projectId: pulumi.Output<number>;
  declare readonly tags: pulumi.Output<{ [key: string]: string } | undefined>;

  constructor(name: string, args: SecurityGroupArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
