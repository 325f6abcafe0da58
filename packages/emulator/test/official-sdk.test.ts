import { connect } from "node:net";
import { Agent } from "node:http";
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type Servers } from "../src/node/index.ts";
import { createLab } from "./lab.ts";

// The vendor's own client over real HTTP: what it signs, sends and reads is what others will.
const lab = createLab();
let servers: Servers;
beforeAll(async () => {
  servers = await serve(lab.emulator, { host: "127.0.0.1" });
});
afterAll(async () => {
  await servers.close();
  await lab.emulator.close();
});

function client(
  host: string,
  options: { agent?: Agent; signMethod?: "TC3-HMAC-SHA256"; reqMethod?: "GET" | "POST" } = {},
) {
  return new CommonClient(host, "2017-03-12", {
    credential: lab.account.learner,
    region: "ap-guangzhou",
    profile: {
      httpProfile: {
        protocol: "http://",
        ...(options.agent ? { agent: options.agent } : {}),
        reqMethod: options.reqMethod ?? "POST",
      },
    },
  });
}

function loopbackAgent(): Agent {
  const agent = new Agent();
  agent.createConnection = () => connect({ host: "127.0.0.1", port: Number(new URL(servers.endpoints.cloudUrl).port) });
  return agent;
}

test("dialling the address itself: signed without the port, for a service called 127", async () => {
  const address = servers.endpoints.cloudUrl.replace("http://", "");
  expect(await client(address).request("DescribeVpcs", {})).toMatchObject({ TotalCount: 0, VpcSet: [] });
});

test("the service's own name through an agent", async () => {
  const vpc = client("vpc.tencentcloudapi.com", { agent: loopbackAgent() });
  const { Vpc } = (await vpc.request("CreateVpc", { VpcName: "实验室", CidrBlock: "10.0.0.0/16" })) as {
    Vpc: { VpcId: string };
  };
  expect(await vpc.request("DescribeVpcs", { VpcIds: [Vpc.VpcId] })).toMatchObject({ VpcSet: [{ VpcName: "实验室" }] });
});

test("GET with the parameters in the query", async () => {
  const vpc = client("vpc.tencentcloudapi.com", { agent: loopbackAgent(), reqMethod: "GET" });
  const Filters = [{ Name: "vpc-name", Values: ["实验室"] }];
  expect(await vpc.request("DescribeVpcs", { Filters, Limit: "1" })).toMatchObject({ TotalCount: 1 });
});

test("a refusal arrives with its code, its message and the request's id", async () => {
  const vpc = client("vpc.tencentcloudapi.com", { agent: loopbackAgent() });
  await expect(vpc.request("DeleteVpc", { VpcId: "vpc-00000000" })).rejects.toMatchObject({
    code: "ResourceNotFound",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
});

test("a wrong key is refused", async () => {
  const wrong = new CommonClient("vpc.tencentcloudapi.com", "2017-03-12", {
    credential: { ...lab.account.learner, secretKey: "wrong" },
    region: "ap-guangzhou",
    profile: { httpProfile: { protocol: "http://", agent: loopbackAgent() } },
  });
  await expect(wrong.request("DescribeVpcs", {})).rejects.toMatchObject({ code: "AuthFailure.SignatureFailure" });
});
