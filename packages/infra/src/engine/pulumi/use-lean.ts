import { registerHooks } from "node:module";

const LEAN: Readonly<Record<string, string>> = {
  "@pulumi/pulumi": new URL("./lean.ts", import.meta.url).href,
  "@pulumi/pulumi/runtime": new URL("./lean-runtime.ts", import.meta.url).href,
};

/** From here on a program's `@pulumi/pulumi` is the lean one. Programs stay as they are. */
export function useLeanPulumi(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const url = LEAN[specifier];
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}
