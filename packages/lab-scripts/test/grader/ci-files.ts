import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const FOLDER = fileURLToPath(new URL("../../../../docs/ci", import.meta.url));

/** The shell lines of each ready-made job, by its file. */
export function jobLines(): Readonly<Record<string, readonly string[]>> {
  const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");
  const github = parse(read("github-actions.yml")) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const gitlab = parse(read("gitlab-ci.yml")) as Record<string, { script: string[] }>;
  return {
    "github-actions.yml": Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
    "gitlab-ci.yml": Object.values(gitlab).flatMap(({ script }) => script),
    Jenkinsfile: [...read("Jenkinsfile").matchAll(/\bsh '([^']+)'/g)].map((match) => match[1]!),
  };
}
