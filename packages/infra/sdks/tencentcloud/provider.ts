import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities.ts";

export interface ProviderArgs {
  /** Root domain of the API; the provider calls `<service>.<domain>`. */
  domain?: pulumi.Input<string>;
  /** `HTTP` or `HTTPS`. */
  protocol?: pulumi.Input<string>;
  region?: pulumi.Input<string>;
  secretId?: pulumi.Input<string>;
  secretKey?: pulumi.Input<string>;
  securityToken?: pulumi.Input<string>;
  profile?: pulumi.Input<string>;
  sharedCredentialsDir?: pulumi.Input<string>;
}

const TYPE = "tencentcloud";

/** The provider reads `TENCENTCLOUD_SECRET_ID`, `_SECRET_KEY`, `_SECURITY_TOKEN` and `_REGION` by itself. */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  static readonly __pulumiType = TYPE; // oxlint-disable-line no-underscore-dangle -- the generator's name

  static override isInstance(value: unknown): value is Provider {
    return utilities.isInstance(value, `pulumi:providers:${TYPE}`);
  }

  declare readonly domain: pulumi.Output<string | undefined>;
  declare readonly protocol: pulumi.Output<string | undefined>;
  declare readonly region: pulumi.Output<string | undefined>;

  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    const { secretKey, securityToken, ...plain } = args;
    const inputs: pulumi.Inputs = { ...plain };
    if (secretKey !== undefined) inputs["secretKey"] = pulumi.secret(secretKey);
    if (securityToken !== undefined) inputs["securityToken"] = pulumi.secret(securityToken);
    super(TYPE, name, inputs, utilities.withVersion(opts), false, utilities.getPackage());
  }
}
