import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findScenario } from "@podpath/scenarios";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { CloudClient } from "../../src/clients/cloud.ts";
import { createCloudClient } from "../../src/clients/cloud.ts";
import type { ClusterHands } from "../../src/real-cluster/cluster-record.ts";
import type { LabError } from "../../src/lab-error.ts";
import { recordCluster } from "../../src/real-cluster/cluster-record.ts";
import { accessVariables, findAccess } from "../../src/real-cluster/credentials.ts";
import { estimate } from "../../src/real-cluster/cost.ts";
import { explainCloudError } from "../../src/real-cluster/explain-cloud-error.ts";
import { checkValues, planDeployment } from "../../src/real-cluster/plan-deployment.ts";
import { whoAmI } from "../../src/real-cluster/precheck.ts";
import { minutesPastExpiry } from "../../src/real-cluster/real-record.ts";
import { findTagged, sweep } from "../../src/real-cluster/sweep.ts";
import { switchOn } from "../../src/real-cluster/switch-feature.ts";
import { tolerate } from "../../src/real-cluster/tolerate.ts";
import { buildSomebodysCluster, startSandboxCloud, type SandboxCloud } from "./sandbox-cloud.ts";

const drill = findScenario("vpc-cni-pod-to-pod")!;
const WHO = { account: "100000000001", arn: "qcs::cam::uin/100000000001:uin/100000000001" };
const PATIENCE = { timeoutMs: 200, pace: { firstMs: 10, growth: 1, longestMs: 10 } };

let sandbox: SandboxCloud;
beforeEach(async () => {
  sandbox = await startSandboxCloud();
});

const plan = (values: Record<string, string>, { region = "ap-guangzhou", cloud = sandbox.cloud } = {}) =>
  planDeployment(cloud, region, drill, values, WHO);

/** The sandbox, with one action's answer changed. */
function answering(action: string, change: (answer: never) => unknown): CloudClient {
  return {
    async call<T>(...[service, name, request]: Parameters<CloudClient["call"]>) {
      const answer = await sandbox.cloud.call<T>(service, name, request);
      return (name === action ? change(answer as never) : answer) as T;
    },
  };
}

function refusing(action: string, code: string): CloudClient {
  return {
    async call<T>(...[service, name, request]: Parameters<CloudClient["call"]>) {
      if (name === action) throw Object.assign(new Error(`no: ${name}`), { code, requestId: "r-1" });
      return sandbox.cloud.call<T>(service, name, request);
    },
  };
}

describe("before anything is made, it is said", () => {
  test("that a region isn't there, and which are", async () => {
    const failed = plan({ "my-address": "203.0.113.7" }, { region: "ap-atlantis" });
    await expect(failed).rejects.toMatchObject({
      code: "RegionUnknown",
      hint: { en: expect.stringContaining("ap-guangzhou") as string },
    });
  });

  test("that zones are wrong", async () => {
    const failed = plan({ "my-address": "203.0.113.7", zones: "ap-guangzhou-3,ap-guangzhou-99" });
    await expect(failed).rejects.toMatchObject({
      code: "ZonesUnknown",
      hint: { en: expect.stringContaining("--zones") as string },
    });
  });

  test("that the caller's address is missing, or no restriction at all", async () => {
    await expect(plan({})).rejects.toMatchObject({ code: "NoAddress", exitStatus: 2 });
    await expect(plan({ "my-address": "0.0.0.0/0" })).rejects.toMatchObject({ code: "BadDeployment", exitStatus: 2 });
  });

  test("that groups are used up", async () => {
    const cloud = answering("DescribeSecurityGroupLimits", () => ({
      SecurityGroupLimitSet: { SecurityGroupLimit: 1 },
    }));
    await expect(plan({ "my-address": "203.0.113.7" }, { cloud })).rejects.toMatchObject({ code: "GroupQuota" });
  });

  test("that a cluster isn't there, isn't VPC-CNI, or shares no interfaces", async () => {
    const { clusterId } = await buildSomebodysCluster(sandbox);
    await expect(plan({ cluster: "cls-00000000" })).rejects.toMatchObject({ code: "ClusterNotFound" });
    for (const Property of ['{"NetworkType":"GR"}', '{"NetworkType":"VPC-CNI","VpcCniType":"tke-direct-eni"}']) {
      const cloud = answering("DescribeClusters", ({ Clusters, ...rest }: { Clusters: object[] }) => ({
        ...rest,
        Clusters: Clusters.map((one) => ({ ...one, Property })),
      }));
      await expect(plan({ cluster: clusterId }, { cloud })).rejects.toMatchObject({ code: "NotVpcCni" });
    }
  });

  test("that a subnet is another VPC's, or has too few addresses", async () => {
    const { clusterId } = await buildSomebodysCluster(sandbox);
    await expect(plan({ cluster: clusterId, subnet: "subnet-00000000" })).rejects.toMatchObject({
      code: "SubnetUnknown",
    });
    const cloud = answering("DescribeSubnets", ({ SubnetSet, ...rest }: { SubnetSet: object[] }) => ({
      ...rest,
      SubnetSet: SubnetSet.map((one) => ({ ...one, AvailableIpAddressCount: 3 })),
    }));
    await expect(plan({ cluster: clusterId }, { cloud })).rejects.toMatchObject({ code: "SubnetFull" });
  });

  test("what the line itself gets wrong, in the words that were typed, with no cloud asked", () => {
    const said = (values: Record<string, string>) => {
      try {
        checkValues(values);
      } catch (error) {
        return (error as LabError).text;
      }
      throw new Error("nothing was wrong");
    };
    expect(said({ "my-address": "foo" }).en).toBe("--my-address can't be “foo”; it looks like 203.0.113.7/32.");
    expect(said({ "my-address": "foo" }).zh).toMatch(/^--my-address 不能是“foo”/);
    expect(said({ cluster: "cls-a1b2c3d4", "instance-type": "big" }).en).toMatch(/^--instance-type can't be “big”/);
    expect(said({}).en).toMatch(/--my-address/);
    checkValues({ cluster: "cls-a1b2c3d4" });
  });

  test("and when all is well, the plan is complete", async () => {
    const { clusterId, vpcId, subnetId } = await buildSomebodysCluster(sandbox);
    const planned = await plan({ cluster: clusterId, hours: "2", owner: "ann" });
    expect(planned.shape).toEqual({ kind: "existing", clusterId, vpcId, subnetId });
    expect(Date.parse(planned.expiresAt) - Date.now()).toBeGreaterThan(1.9 * 3_600_000);
    const disposable = await plan({ "my-address": "203.0.113.7" });
    expect(disposable).toMatchObject({
      owner: WHO.account,
      shape: { callerCidr: "203.0.113.7/32", zones: ["ap-guangzhou-3", "ap-guangzhou-4"] },
    });
  });
});

describe("credentials", () => {
  const options = { profile: null, region: null, endpoint: null };
  const home = () => {
    const folder = mkdtempSync(join(tmpdir(), "podpath-home-"));
    mkdirSync(join(folder, ".tccli"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };

  test("none at all", async () => {
    await expect(findAccess({ ...options, environment: { HOME: home() } })).rejects.toMatchObject({
      code: "NoCredentials",
    });
  });

  test("one of the two names the other", async () => {
    const found = findAccess({ ...options, environment: { HOME: home(), TENCENTCLOUD_SECRET_ID: "id" } });
    await expect(found).rejects.toMatchObject({
      code: "NoCredentials",
      text: { en: expect.stringMatching(/^TENCENTCLOUD_SECRET_ID is set .* TENCENTCLOUD_SECRET_KEY isn't/) as string },
    });
  });

  test("from the environment, with a session token", async () => {
    const environment = {
      HOME: home(),
      TENCENTCLOUD_SECRET_ID: "id",
      TENCENTCLOUD_SECRET_KEY: "key",
      TENCENTCLOUD_SECURITY_TOKEN: "token",
      TENCENTCLOUD_REGION: "ap-shanghai",
    };
    const access = await findAccess({ ...options, environment });
    expect(access).toMatchObject({
      credentials: { secretId: "id", secretKey: "key", token: "token" },
      region: "ap-shanghai",
    });
    expect(accessVariables(access)).toEqual({
      TENCENTCLOUD_SECRET_ID: "id",
      TENCENTCLOUD_SECRET_KEY: "key",
      TENCENTCLOUD_SECURITY_TOKEN: "token",
      TENCENTCLOUD_REGION: "ap-shanghai",
    });
    await expect(
      findAccess({ ...options, environment: { ...environment, TENCENTCLOUD_REGION: "" } }),
    ).rejects.toMatchObject({ code: "NoRegion" });
  });

  test("from a tccli profile, which a name on the command line puts before the environment", async () => {
    const HOME = home();
    writeFileSync(join(HOME, ".tccli", "work.credential"), '{"secretId":"of-work","secretKey":"k"}');
    writeFileSync(join(HOME, ".tccli", "work.configure"), '{"_sys_param":{"region":"ap-beijing"}}');
    const environment = { HOME, TENCENTCLOUD_SECRET_ID: "id", TENCENTCLOUD_SECRET_KEY: "key" };
    const access = await findAccess({ ...options, environment, profile: "work" });
    expect(access).toMatchObject({
      credentials: { secretId: "of-work" },
      region: "ap-beijing",
      source: "~/.tccli profile work",
    });
    for (const profile of ["absent", "../etc/passwd"]) {
      await expect(findAccess({ ...options, environment, profile })).rejects.toMatchObject({ code: "ProfileUnusable" });
    }
  });

  test("of a role, by STS", async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => asked.push(JSON.parse(chunk.toString())));
      request.on("end", () => {
        response.setHeader("content-type", "application/json");
        const Credentials = { TmpSecretId: "tmp", TmpSecretKey: "k", Token: "t" };
        response.end(JSON.stringify({ Response: { Credentials, RequestId: "r" } }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = {
      HOME: home(),
      TENCENTCLOUD_SECRET_ID: "id",
      TENCENTCLOUD_SECRET_KEY: "key",
      TENCENTCLOUD_REGION: "ap-guangzhou",
      TENCENTCLOUD_ASSUME_ROLE_ARN: "qcs::cam::uin/1:roleName/lab",
    };
    const access = await findAccess({ ...options, environment, endpoint });
    expect(access.credentials).toEqual({ secretId: "tmp", secretKey: "k", token: "t" });
    expect(asked).toEqual([
      { RoleArn: "qcs::cam::uin/1:roleName/lab", RoleSessionName: "podpath", DurationSeconds: 7200 },
    ]);
  });

  test("that are wrong are refused by the cloud before anything else, with what to do", async () => {
    const cloud = createCloudClient({ secretId: "AKIDwrong", secretKey: "k" }, "ap-guangzhou", sandbox.endpoint);
    const error = await whoAmI(cloud).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const explained = explainCloudError(error as Parameters<typeof explainCloudError>[0], "up");
    expect(explained.code).toMatch(/^AuthFailure/);
    expect(explained.hint!.en).toMatch(/credentials|permission/);
  });
});

describe("the add-on", () => {
  async function handsWith(cloud: CloudClient): Promise<ClusterHands> {
    const { clusterId, vpcId } = await buildSomebodysCluster(sandbox, { feature: "off" });
    return { region: "ap-guangzhou", clusterId, vpcId, cloud, kube: sandbox.kube(clusterId) };
  }

  test("that can't be read is left alone: it could not be put back", async () => {
    const hands = await handsWith(refusing("DescribeAddonValues", "UnauthorizedOperation"));
    await expect(recordCluster(hands, new Date())).rejects.toMatchObject({ code: "FeatureUnreadable" });
  });

  test("that refuses the change says so, and the record says that it may have happened", async () => {
    const failed = answering("DescribeAddon", () => ({ Addons: [{ Phase: "UpgradFailed", Reason: "image pull" }] }));
    const hands = await handsWith(failed);
    const phases: string[] = [];
    const record = await recordCluster(hands, new Date());
    const switching = switchOn(hands, record, ({ phase }) => void phases.push(phase), PATIENCE);
    await expect(switching).rejects.toMatchObject({ code: "FeatureRefused" });
    expect(phases).toEqual(["switching"]);
  });
});

describe("leftovers", () => {
  test("are found by their tag, deleted in an order that works, and what is in use is said", async () => {
    const { cloud } = sandbox;
    const tag = {
      Tags: [
        { Key: "podpath", Value: "a1b2c3" },
        { Key: "podpath-owner", Value: "ann" },
      ],
    };
    const theirs = await buildSomebodysCluster(sandbox);
    const { Vpc } = await cloud.call<{ Vpc: { VpcId: string } }>("vpc", "CreateVpc", {
      VpcName: "v",
      CidrBlock: "10.8.0.0/16",
      ...tag,
    });
    await cloud.call("vpc", "CreateSubnet", {
      VpcId: Vpc.VpcId,
      SubnetName: "s",
      CidrBlock: "10.8.0.0/24",
      Zone: "ap-guangzhou-3",
      ...tag,
    });
    const made = await cloud.call<{ SecurityGroup: { SecurityGroupId: string } }>("vpc", "CreateSecurityGroup", {
      GroupName: "g",
      GroupDescription: "",
      ...tag,
    });
    const id = made.SecurityGroup.SecurityGroupId;
    const hands = {
      region: "ap-guangzhou",
      clusterId: theirs.clusterId,
      vpcId: theirs.vpcId,
      cloud,
      kube: sandbox.kube(theirs.clusterId),
    };
    const { nodes } = await recordCluster(hands, new Date());
    const eni = nodes[0]!.interfaces.find(({ primary }) => !primary)!.id;
    await cloud.call("vpc", "AssociateNetworkInterfaceSecurityGroups", {
      NetworkInterfaceIds: [eni],
      SecurityGroupIds: [id],
    });
    const things = await findTagged(cloud, null);
    expect(things.map(({ kind }) => kind)).toEqual(["security-group", "subnet", "vpc"]);
    expect(await findTagged(cloud, "zzzzzz")).toEqual([]);
    const swept = await sweep(cloud, await findTagged(cloud, "a1b2c3"));
    expect(swept.kept).toMatchObject([{ thing: { id }, code: "ResourceInUse" }]);
    expect(swept.kept[0]!.reason).toContain(eni);
    await cloud.call("vpc", "DisassociateNetworkInterfaceSecurityGroups", {
      NetworkInterfaceIds: [eni],
      SecurityGroupIds: [id],
    });
    expect(await sweep(cloud, await findTagged(cloud, "a1b2c3"))).toMatchObject({ kept: [], deleted: [{ id }] });
    expect(await findTagged(cloud, null)).toEqual([]);
  });
});

test("an estimate grows with what is built, and never flatters", () => {
  const [pool] = drill.nodePools;
  const existing = estimate(drill, { shape: { kind: "existing", clusterId: "", vpcId: "", subnetId: "" } });
  const shape = { kind: "disposable", zones: ["a", "b"], vpcCidr: "", callerCidr: "" } as const;
  const disposable = estimate(drill, { shape });
  const twice = estimate({ nodePools: [{ ...pool!, replicas: 4 }] }, { shape });
  expect(disposable.perHour).toBeGreaterThan(existing.perHour);
  expect(twice.perHour).toBeGreaterThan(disposable.perHour);
  expect(disposable.perDrill).toBeGreaterThan(disposable.perHour);
});

test("a lab is past its end from its last minute on", () => {
  const deployment = { expiresAt: "2026-11-23T12:00:00Z" } as Parameters<typeof minutesPastExpiry>[0]["deployment"];
  expect(minutesPastExpiry({ deployment }, new Date("2026-11-23T11:59:59Z"))).toBe(null);
  expect(minutesPastExpiry({ deployment }, new Date("2026-11-23T14:30:00Z"))).toBe(150);
});

test("the drill's Pods tolerate the lab's taint, and nothing else of the manifest changes", () => {
  const tolerant = tolerate(drill.manifest, "a1b2c3");
  expect(tolerant.match(/tolerations:/g)).toHaveLength(drill.manifest.match(/containers:/g)!.length);
  expect(tolerant).toContain("value: a1b2c3");
  expect(tolerate("kind: Service\nspec: {}\n", "a1b2c3")).toBe("kind: Service\nspec: {}\n");
});
