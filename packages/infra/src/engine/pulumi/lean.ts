/**
 * `@pulumi/pulumi` as programs see it, without what ours never touch: the automation API, dynamic providers, function
 * serialisation with a TypeScript compiler of its own. The same modules, so the same classes; a third of the time and
 * half of the files. `lean.test.ts` holds it to the package.
 */
export * from "@pulumi/pulumi/config.js";
export * from "@pulumi/pulumi/errors.js";
export * from "@pulumi/pulumi/invoke.js";
export * from "@pulumi/pulumi/metadata.js";
export * from "@pulumi/pulumi/output.js";
export * from "@pulumi/pulumi/resource.js";
export * as log from "@pulumi/pulumi/log/index.js";
export * as runtime from "./lean-runtime.ts";
