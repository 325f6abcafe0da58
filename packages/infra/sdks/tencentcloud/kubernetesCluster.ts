import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface KubernetesClusterArgs {
  vpcId: pulumi.Input<string>;
  claimExpiredSeconds?: pulumi.Input<number>;
  /** `MANAGED_CLUSTER` or `INDEPENDENT_CLUSTER`. */
  clusterDeployType?: pulumi.Input<string>;
  clusterDesc?: pulumi.Input<string>;
  clusterLevel?: pulumi.Input<string>;
  clusterMaxPodNum?: pulumi.Input<number>;
  clusterMaxServiceNum?: pulumi.Input<number>;
  clusterName?: pulumi.Input<string>;
  clusterOs?: pulumi.Input<string>;
  clusterVersion?: pulumi.Input<string>;
  containerRuntime?: pulumi.Input<string>;
  deletionProtection?: pulumi.Input<boolean>;
  /** Where Pods get their addresses from; needed with VPC-CNI. */
  eniSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
  isNonStaticIpMode?: pulumi.Input<boolean>;
  /** `GR`, `VPC-CNI` or `CiliumOverlay`. */
  networkType?: pulumi.Input<string>;
  serviceCidr?: pulumi.Input<string>;
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  /** `tke-route-eni` (shared interface) or `tke-direct-eni`. */
  vpcCniType?: pulumi.Input<string>;
}

export interface KubernetesClusterState extends Partial<KubernetesClusterArgs> {
  clusterNodeNum?: pulumi.Input<number>;
  domain?: pulumi.Input<string>;
  kubeConfig?: pulumi.Input<string>;
  pgwEndpoint?: pulumi.Input<string>;
}

const TYPE = "tencentcloud:index/kubernetesCluster:KubernetesCluster";
const SHAPE = {
  required: ["vpcId"],
  computed: ["clusterNodeNum", "domain", "kubeConfig", "pgwEndpoint"],
} as const;

export class KubernetesCluster extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: KubernetesClusterState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new KubernetesCluster(name, state as KubernetesClusterArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is KubernetesCluster {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly vpcId: pulumi.Output<string>;
  declare readonly claimExpiredSeconds: pulumi.Output<number>;
  declare readonly clusterDeployType: pulumi.Output<string | undefined>;
  declare readonly clusterDesc: pulumi.Output<string | undefined>;
  declare readonly clusterLevel: pulumi.Output<string>;
  declare readonly clusterMaxPodNum: pulumi.Output<number | undefined>;
  declare readonly clusterMaxServiceNum: pulumi.Output<number | undefined>;
  declare readonly clusterName: pulumi.Output<string | undefined>;
  declare readonly clusterOs: pulumi.Output<string | undefined>;
  declare readonly clusterVersion: pulumi.Output<string | undefined>;
  declare readonly containerRuntime: pulumi.Output<string | undefined>;
  declare readonly deletionProtection: pulumi.Output<boolean | undefined>;
  declare readonly eniSubnetIds: pulumi.Output<string[] | undefined>;
  declare readonly isNonStaticIpMode: pulumi.Output<boolean | undefined>;
  declare readonly networkType: pulumi.Output<string | undefined>;
  declare readonly serviceCidr: pulumi.Output<string | undefined>;
  declare readonly tags: pulumi.Output<{ [key: string]: string } | undefined>;
  declare readonly vpcCniType: pulumi.Output<string>;
  declare readonly clusterNodeNum: pulumi.Output<number>;
  declare readonly domain: pulumi.Output<string>;
  declare readonly kubeConfig: pulumi.Output<string>;
  declare readonly pgwEndpoint: pulumi.Output<string>;

  constructor(name: string, args: KubernetesClusterArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
