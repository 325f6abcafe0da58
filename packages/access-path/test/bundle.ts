import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const ENTRY = "\0entry";

/**
 * What a page would load for these exports of a module: minified, with everything unused left out.
 * @throws when it would need anything else
 */
export async function bundle(exported: readonly string[], module = "../src/index.ts"): Promise<string> {
  const index = fileURLToPath(new URL(module, import.meta.url));
  const build = await rolldown({
    input: "entry",
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? ENTRY : null),
        load: (id) => (id === ENTRY ? `export { ${exported.join(", ")} } from ${JSON.stringify(index)};` : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  if (output.length > 1 || output[0].imports.length > 0)
    throw new Error(`it needs more: ${output[0].imports.join(", ")}`);
  return output[0].code;
}
