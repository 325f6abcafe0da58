import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface SubnetArgs {
  availabilityZone: pulumi.Input<string>;
  cidrBlock: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  /** The provider's default is true. */
  isMulticast?: pulumi.Input<boolean>;
  name?: pulumi.Input<string>;
  routeTableId?: pulumi.Input<string>;
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

export interface SubnetState extends Partial<SubnetArgs> {
  availableIpCount?: pulumi.Input<number>;
  createTime?: pulumi.Input<string>;
  isDefault?: pulumi.Input<boolean>;
}

const TYPE = "tencentcloud:index/subnet:Subnet";
const SHAPE = {
  required: ["availabilityZone", "cidrBlock", "vpcId"],
  computed: ["availableIpCount", "createTime", "isDefault"],
} as const;

export class Subnet extends pulumi.CustomResource {
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: SubnetState, opts?: pulumi.CustomResourceOptions) {
    return new Subnet(name, state as SubnetArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is Subnet {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly availabilityZone: pulumi.Output<string>;
  declare readonly cidrBlock: pulumi.Output<string>;
  declare readonly vpcId: pulumi.Output<string>;
  declare readonly isMulticast: pulumi.Output<boolean | undefined>;
  declare readonly name: pulumi.Output<string>;
  declare readonly routeTableId: pulumi.Output<string>;
  declare readonly tags: pulumi.Output<{ [key: string]: string } | undefined>;
  declare readonly availableIpCount: pulumi.Output<number>;
  declare readonly createTime: pulumi.Output<string>;
  declare readonly isDefault: pulumi.Output<boolean>;

  constructor(name: string, args: SubnetArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
