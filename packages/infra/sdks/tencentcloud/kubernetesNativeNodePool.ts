import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input.ts";
import type * as outputs from "./types/output.ts";
import * as utilities from "./utilities.ts";

export interface KubernetesNativeNodePoolArgs {
  clusterId: pulumi.Input<string>;
  native: pulumi.Input<inputs.KubernetesNativeNodePoolNative>;
  /** Always `Native`. */
  type: pulumi.Input<string>;
  annotations?: pulumi.Input<pulumi.Input<inputs.KubernetesNativeNodePoolAnnotation>[]>;
  deletionProtection?: pulumi.Input<boolean>;
  labels?: pulumi.Input<pulumi.Input<inputs.KubernetesNativeNodePoolLabel>[]>;
  name?: pulumi.Input<string>;
  tags?: pulumi.Input<pulumi.Input<inputs.KubernetesNativeNodePoolTag>[]>;
  taints?: pulumi.Input<pulumi.Input<inputs.KubernetesNativeNodePoolTaint>[]>;
  unschedulable?: pulumi.Input<boolean>;
}

export interface KubernetesNativeNodePoolState extends Partial<KubernetesNativeNodePoolArgs> {
  createdAt?: pulumi.Input<string>;
  lifeState?: pulumi.Input<string>;
}

const TYPE = "tencentcloud:index/kubernetesNativeNodePool:KubernetesNativeNodePool";
const SHAPE = {
  required: ["clusterId", "native", "type"],
  computed: ["createdAt", "lifeState"],
} as const;

export class KubernetesNativeNodePool extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: KubernetesNativeNodePoolState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new KubernetesNativeNodePool(name, state as KubernetesNativeNodePoolArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is KubernetesNativeNodePool {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly clusterId: pulumi.Output<string>;
  declare readonly native: pulumi.Output<outputs.KubernetesNativeNodePoolNative>;
  declare readonly type: pulumi.Output<string>;
  declare readonly annotations: pulumi.Output<outputs.KubernetesNativeNodePoolAnnotation[]>;
  declare readonly deletionProtection: pulumi.Output<boolean>;
  declare readonly labels: pulumi.Output<outputs.KubernetesNativeNodePoolLabel[] | undefined>;
  declare readonly name: pulumi.Output<string>;
  declare readonly tags: pulumi.Output<outputs.KubernetesNativeNodePoolTag[] | undefined>;
  declare readonly taints: pulumi.Output<outputs.KubernetesNativeNodePoolTaint[] | undefined>;
  declare readonly unschedulable: pulumi.Output<boolean>;
  declare readonly createdAt: pulumi.Output<string>;
  declare readonly lifeState: pulumi.Output<string>;

  constructor(name: string, args: KubernetesNativeNodePoolArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
