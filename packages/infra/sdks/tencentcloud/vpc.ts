import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface VpcArgs {
  cidrBlock: pulumi.Input<string>;
  assistantCidrs?: pulumi.Input<pulumi.Input<string>[]>;
  dnsServers?: pulumi.Input<pulumi.Input<string>[]>;
  enableRouteVpcPublish?: pulumi.Input<boolean>;
  enableRouteVpcPublishIpv6?: pulumi.Input<boolean>;
  isMulticast?: pulumi.Input<boolean>;
  name?: pulumi.Input<string>;
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

export interface VpcState extends Partial<VpcArgs> {
  createTime?: pulumi.Input<string>;
  defaultRouteTableId?: pulumi.Input<string>;
  dockerAssistantCidrs?: pulumi.Input<pulumi.Input<string>[]>;
  isDefault?: pulumi.Input<boolean>;
}

const TYPE = "tencentcloud:index/vpc:Vpc";
const SHAPE = {
  required: ["cidrBlock"],
  computed: ["createTime", "defaultRouteTableId", "dockerAssistantCidrs", "isDefault"],
} as const;

export class Vpc extends pulumi.CustomResource {
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: VpcState, opts?: pulumi.CustomResourceOptions) {
    return new Vpc(name, state as VpcArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is Vpc {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly cidrBlock: pulumi.Output<string>;
  declare readonly assistantCidrs: pulumi.Output<string[]>;
  declare readonly dnsServers: pulumi.Output<string[]>;
  declare readonly enableRouteVpcPublish: pulumi.Output<boolean>;
  declare readonly enableRouteVpcPublishIpv6: pulumi.Output<boolean>;
  declare readonly isMulticast: pulumi.Output<boolean>;
  declare readonly name: pulumi.Output<string>;
  declare readonly tags: pulumi.Output<{ [key: string]: string } | undefined>;
  declare readonly createTime: pulumi.Output<string>;
  declare readonly defaultRouteTableId: pulumi.Output<string>;
  declare readonly dockerAssistantCidrs: pulumi.Output<string[]>;
  declare readonly isDefault: pulumi.Output<boolean>;

  constructor(name: string, args: VpcArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
