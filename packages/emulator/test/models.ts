import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES, type Service } from "../src/cloud/action.ts";

/** The vendor's own API models, where somebody has put them: beside the repository, not in it. */
const MODELS_FOLDER = join(import.meta.dirname, "../../../../shared/api");

export interface ModelMember {
  readonly name: string;
  readonly type: "string" | "int" | "bool" | "float" | "list" | "object";
  /** Name of an object, or of a primitive of a list. */
  readonly member: string;
  readonly required?: boolean;
}

export interface Model {
  readonly actions: Readonly<
    Record<string, { readonly input: string; readonly output: string; readonly errors?: readonly string[] }>
  >;
  readonly objects: Readonly<Record<string, { readonly members: readonly ModelMember[] }>>;
}

export function modelsPresent(): boolean {
  return existsSync(MODELS_FOLDER);
}

const read = new Map<Service, Model>();

export function modelOf(service: Service): Model {
  const known = read.get(service);
  if (known !== undefined) return known;
  const { product, version } = SERVICES[service];
  const file = join(MODELS_FOLDER, `${product}-v${version.replaceAll("-", "")}.json`);
  const model = JSON.parse(readFileSync(file, "utf8")) as Model;
  read.set(service, model);
  return model;
}
