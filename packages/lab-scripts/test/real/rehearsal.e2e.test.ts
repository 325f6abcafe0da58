import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { labProcess, type Ran } from "../lab-process.ts";
import { tkeLab, type Reached } from "./tke-lab.ts";

const expectStatus = ({ status, stdout, stderr }: Ran, wanted: number) =>
  expect(status, `${stdout}\n${stderr}`).toBe(wanted);

/** As the guide has it (howto/real-tke, “rehearse”): one lab stands for the cloud, another folder holds the drill on it. */
test("the way to a real cluster is rehearsed on the lab itself", { timeout: 400_000 }, async () => {
  const cloud = labProcess();
  onTestFinished(() => cloud.dispose());
  expectStatus(await cloud.run("up", "--empty", "--dataplane", "simulated"), 0);
  const lab = tkeLab(reachedBy(await cloud.run("env", "--shell", "sh")));
  onTestFinished(() => rmSync(join(lab.folder, "../.."), { recursive: true, force: true }));
  const up = await lab.run("up", "--target", "tke", "--yes", "--lang", "en", "--my-address", "203.0.113.7/32");
  expectStatus(up, 0);
  expect(up.stderr).toContain("not at the real Tencent Cloud");
  expectStatus(await lab.run("probe"), 1);
  expectStatus(await lab.run("solve"), 0);
  expectStatus(await lab.run("check"), 0);
  expectStatus(await lab.run("down"), 0);
  expectStatus(await cloud.run("status"), 0);
});

function reachedBy({ stdout }: Ran): Reached {
  const value = (name: string): string => new RegExp(`^export ${name}='(.*)'$`, "m").exec(stdout)?.[1] ?? "";
  const learner = { secretId: value("TENCENTCLOUD_SECRET_ID"), secretKey: value("TENCENTCLOUD_SECRET_KEY") };
  return { endpoint: value("PODPATH_CLOUD_ENDPOINT"), account: { learner } };
}
