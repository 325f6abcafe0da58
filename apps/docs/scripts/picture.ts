import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PICTURES, renderPicture } from "./pictures.ts";

const IMAGES = join(import.meta.dirname, "..", "..", "..", "docs", "images");

mkdirSync(IMAGES, { recursive: true });
for (const [name, { state, locale }] of Object.entries(PICTURES)) {
  writeFileSync(join(IMAGES, name), renderPicture(state, locale));
  console.log(`docs/images/${name}`);
}
