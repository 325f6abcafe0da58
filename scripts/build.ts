/** `npm run build`: the guide, as static pages in apps/docs/build. Nothing else needs a build. */
import { run } from "./run.ts";

process.exitCode = run("turbo", ["run", "build", "--output-logs=new-only"]);
