import * as pulumi from "@pulumi/pulumi";

/** What the generator writes into package.json and here: which Terraform provider the base plugin turns into. */
const PACKAGE = {
  baseProviderName: "terraform-provider",
  baseProviderVersion: "0.14.0",
  baseProviderDownloadUrl: "",
  packageName: "tencentcloud",
  packageVersion: "1.83.25",
  // {"remote":{"url":"registry.terraform.io/tencentcloudstack/tencentcloud","version":"1.83.25"}}
  base64Parameter:
    "eyJyZW1vdGUiOnsidXJsIjoicmVnaXN0cnkudGVycmFmb3JtLmlvL3RlbmNlbnRjbG91ZHN0YWNrL3RlbmNlbnRjbG91ZCIsInZlcnNpb24iOiIxLjgzLjI1In19",
} as const;

/** The engine's reference to this parameterized package; one registration a deployment. */
export function getPackage(): Promise<string | undefined> {
  return pulumi.runtime.registerPackage(PACKAGE);
}

export function withVersion<T extends pulumi.ResourceOptions>(opts: T): T {
  return pulumi.mergeOptions({ version: PACKAGE.packageVersion }, opts) as T;
}

export function isInstance(value: unknown, pulumiType: string): boolean {
  return (value as { ["__pulumiType"]?: string } | null | undefined)?.["__pulumiType"] === pulumiType;
}

/** Which of a resource's properties must be given, and which only the provider knows. */
export interface Shape {
  readonly required: readonly string[];
  readonly computed: readonly string[];
}

/**
 * What a constructor sends to the engine: the arguments, and each computed property as a key without a value, which is
 * how the engine learns that an output of that name will come.
 *
 * @throws when a required property is absent, unless an existing resource is looked up (by id or urn)
 */
export function resourceInputs(args: object | undefined, shape: Shape, opts: pulumi.CustomResourceOptions) {
  const inputs: pulumi.Inputs = { ...args };
  if (opts.id !== undefined) return inputs;
  for (const property of shape.required) {
    if (inputs[property] === undefined && opts.urn === undefined) {
      throw new Error(`Missing required property '${property}'`);
    }
  }
  for (const property of shape.computed) inputs[property] = undefined;
  return inputs;
}
