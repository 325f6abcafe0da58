import { request } from "node:http";
import { expect, test } from "vitest";
import { LIMITS } from "../src/cloud/limits.ts";
import { serve } from "../src/node/index.ts";
import { createLab } from "./lab.ts";

const portOf = (url: string) => Number(new URL(url).port);

test("a restart keeps ports and certificate, so that a learner's kubeconfig goes on working", async () => {
  const lab = createLab();
  const first = await serve(lab.emulator, { host: "127.0.0.1" });
  await first.close();
  await first.close();
  const previous = { cloud: portOf(first.endpoints.cloudUrl), kube: portOf(first.endpoints.kubeUrl) };
  const again = await serve(lab.emulator, { host: "127.0.0.1", previous });
  expect(again.endpoints).toEqual(first.endpoints);
  await again.close();
  await lab.emulator.close();
});

test("ports that somebody else has taken are left to them", async () => {
  const [lab, other] = [createLab(), createLab()];
  const first = await serve(lab.emulator, { host: "127.0.0.1" });
  const previous = { cloud: portOf(first.endpoints.cloudUrl), kube: portOf(first.endpoints.kubeUrl) };
  const second = await serve(other.emulator, { host: "127.0.0.1", previous });
  expect(second.endpoints.cloudUrl).not.toBe(first.endpoints.cloudUrl);
  expect(second.endpoints.kubeUrl).not.toBe(first.endpoints.kubeUrl);
  await Promise.all([first.close(), second.close(), lab.emulator.close(), other.emulator.close()]);
});

test("a body beyond the limit is refused before it is read", async () => {
  const lab = createLab();
  const servers = await serve(lab.emulator, { host: "127.0.0.1" });
  const headers = { "content-type": "application/json", "content-length": LIMITS.BODY_BYTES + 1 };
  const answer = await new Promise<string>((resolve, reject) => {
    const call = request(servers.endpoints.cloudUrl, { method: "POST", headers }, (response) => {
      response.setEncoding("utf8");
      let body = "";
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve(body));
    });
    call.on("error", reject);
    call.flushHeaders();
  });
  expect(JSON.parse(answer)).toMatchObject({ Response: { Error: { Code: "RequestSizeLimitExceeded" } } });
  await servers.close();
  await lab.emulator.close();
});
