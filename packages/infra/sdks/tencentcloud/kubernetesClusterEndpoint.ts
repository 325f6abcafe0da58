import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface KubernetesClusterEndpointArgs {
  clusterId: pulumi.Input<string>;
  clusterInternet?: pulumi.Input<boolean>;
  clusterInternetDomain?: pulumi.Input<string>;
  /** Must be given when `clusterInternet` is true: what it lets in reaches the API server. */
  clusterInternetSecurityGroup?: pulumi.Input<string>;
  clusterIntranet?: pulumi.Input<boolean>;
  clusterIntranetDomain?: pulumi.Input<string>;
  clusterIntranetSubnetId?: pulumi.Input<string>;
  /** JSON: the load balancer's parameters. */
  extensiveParameters?: pulumi.Input<string>;
}

export interface KubernetesClusterEndpointState extends Partial<KubernetesClusterEndpointArgs> {
  certificationAuthority?: pulumi.Input<string>;
  clusterDeployType?: pulumi.Input<string>;
  clusterExternalEndpoint?: pulumi.Input<string>;
  domain?: pulumi.Input<string>;
  kubeConfig?: pulumi.Input<string>;
  kubeConfigIntranet?: pulumi.Input<string>;
  password?: pulumi.Input<string>;
  pgwEndpoint?: pulumi.Input<string>;
  userName?: pulumi.Input<string>;
}

const TYPE = "tencentcloud:index/kubernetesClusterEndpoint:KubernetesClusterEndpoint";
const SHAPE = {
  required: ["clusterId"],
  computed: [
    "certificationAuthority",
    "clusterDeployType",
    "clusterExternalEndpoint",
    "domain",
    "kubeConfig",
    "kubeConfigIntranet",
    "password",
    "pgwEndpoint",
    "userName",
  ],
} as const;

export class KubernetesClusterEndpoint extends pulumi.CustomResource {
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: KubernetesClusterEndpointState,
    opts?: pulumi.CustomResourceOptions,
  ) {
    return new KubernetesClusterEndpoint(name, state as KubernetesClusterEndpointArgs, { ...opts, id });
  }

  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is KubernetesClusterEndpoint {
    return utilities.isInstance(value, TYPE);
  }

  declare readonly clusterId: pulumi.Output<string>;
  declare readonly clusterInternet: pulumi.Output<boolean | undefined>;
  declare readonly clusterInternetDomain: pulumi.Output<string | undefined>;
  declare readonly clusterInternetSecurityGroup: pulumi.Output<string | undefined>;
  declare readonly clusterIntranet: pulumi.Output<boolean | undefined>;
  declare readonly clusterIntranetDomain: pulumi.Output<string | undefined>;
  declare readonly clusterIntranetSubnetId: pulumi.Output<string | undefined>;
  declare readonly extensiveParameters: pulumi.Output<string | undefined>;
  declare readonly certificationAuthority: pulumi.Output<string>;
  declare readonly clusterDeployType: pulumi.Output<string>;
  declare readonly clusterExternalEndpoint: pulumi.Output<string>;
  declare readonly domain: pulumi.Output<string>;
  declare readonly kubeConfig: pulumi.Output<string>;
  declare readonly kubeConfigIntranet: pulumi.Output<string>;
  declare readonly password: pulumi.Output<string>;
  declare readonly pgwEndpoint: pulumi.Output<string>;
  declare readonly userName: pulumi.Output<string>;

  constructor(name: string, args: KubernetesClusterEndpointArgs, opts: pulumi.CustomResourceOptions = {}) {
    const properties = utilities.resourceInputs(args, SHAPE, opts);
    super(TYPE, name, properties, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
