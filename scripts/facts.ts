/** `node scripts/facts.ts`: writes into docs/facts.md what the recordings in docs/recordings/ say of each claim. */
import { readFileSync, writeFileSync } from "node:fs";
import { evidenceFrom } from "../packages/lab-scripts/src/parity/evidence.ts";
import { EXPERIMENTS } from "../packages/lab-scripts/src/parity/experiments/index.ts";
import { renderFacts } from "../packages/lab-scripts/src/parity/facts-page.ts";
import { readRecordings, shippedRecordings } from "../packages/lab-scripts/src/parity/read-recordings.ts";
import { ROOT } from "./run.ts";

const page = `${ROOT}docs/facts.md`;
const evidence = evidenceFrom(readRecordings(shippedRecordings(ROOT)), EXPERIMENTS);
writeFileSync(page, renderFacts(readFileSync(page, "utf8"), evidence, EXPERIMENTS));
