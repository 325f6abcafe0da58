import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface KubernetesAddonConfigArgs {
  addonName: pulumi.Input<string>;
  clusterId: pulumi.Input<string>;
  addonVersion?: pulumi.Input<string>;
  /** Plain JSON; the provider encodes it. */
  rawValues?: pulumi.Input<string>;
}

export interface KubernetesAddonConfigState extends Partial<KubernetesAddonConfigArgs> {
  phase?: pulumi.Input<string>;
  reason?: pulumi.Input<string>;
}

const TYPE = "tencentcloud:index/kubernetesAddonConfig:KubernetesAddonConfig";
const SHAPE = {
  required: ["addonName", "clusterId"],
  computed: ["phase", "reason"],
} as const;

export class KubernetesAddonConfig extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: KubernetesAddonConfigState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new KubernetesAddonConfig(name, state as KubernetesAddonConfigArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is KubernetesAddonConfig {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly addonName: pulumi.Output<string>;
  declare readonly clusterId: pulumi.Output<string>;
  declare readonly addonVersion: pulumi.Output<string>;
  declare readonly rawValues: pulumi.Output<string>;
  declare readonly phase: pulumi.Output<string>;
  declare readonly reason: pulumi.Output<string>;

  constructor(name: string, args: KubernetesAddonConfigArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
