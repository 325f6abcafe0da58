import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AddressInfo, connect, createServer } from "node:net";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  chosenVersions,
  eventually,
  type Kubectl,
  kubectlBinaries,
  kubectlRunning,
  kubectlWith,
  type Ran,
} from "./kubectl.ts";
import { type KubeLab, startKubeLab } from "./kube-lab.ts";
import { appManifest } from "./manifests.ts";

const [nodeA, nodeB] = ["10.0.35.139", "10.0.35.179"] as const;
const versions = chosenVersions(kubectlBinaries(), process.env["KUBECTL_VERSIONS"] === "all");

/** Sends bytes to a local port and answers as many back. */
async function throughPort(port: number, payload: Buffer): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write(payload));
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).length >= payload.length) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks)));
  });
}

if (versions.length === 0) {
  test.skip("kubectl: none on PATH, so nothing was run with the real client (client-node was)", () => {});
}

// Unmodified kubectl binaries against the real server, one lab a version.
describe.each(versions.map((binary) => [basename(binary), binary] as const))(
  "%s",
  (_, binary) => {
    let lab: KubeLab;
    let kubectl: Kubectl;
    let grader: Kubectl;
    let folder: string;
    beforeAll(async () => {
      lab = await startKubeLab();
      kubectl = kubectlWith(binary, lab.kubeconfig.learner);
      grader = kubectlWith(binary, lab.kubeconfig.grader);
      folder = mkdtempSync(join(tmpdir(), "podpath-kubectl-"));
    });
    afterAll(async () => {
      await lab.close();
      rmSync(folder, { recursive: true });
    });

    beforeAll(async () => {
      await apply(appManifest("web", nodeB));
      await runningPod("web");
    });

    const good = async (...args: readonly string[]): Promise<string> => {
      const ran = await kubectl(args);
      expect({ args, ...ran }).toMatchObject({ status: 0 });
      return ran.stdout;
    };
    const apply = async (manifest: string, ...args: readonly string[]): Promise<Ran> =>
      await kubectl(["apply", ...args, "-f", "-"], { input: manifest });
    const runningPod = async (name: string): Promise<string> => {
      await good("rollout", "status", `deploy/${name}`, "--timeout=20s");
      const pods = lab.objects.list("pods", "default").filter(({ metadata }) => metadata.labels?.["app"] === name);
      return pods.find(({ metadata }) => metadata.deletionTimestamp === undefined)!.metadata.name;
    };

    test("nodes and their wide columns", async () => {
      const wide = await good("get", "nodes", "-o", "wide");
      expect(wide).toMatch(
        /^NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP +EXTERNAL-IP +OS-IMAGE +KERNEL-VERSION +CONTAINER-RUNTIME\n/,
      );
      expect(wide).toMatch(new RegExp(`^${nodeA} +Ready +<none> +\\d+s +v1\\.30\\.0-tke\\.1 +${nodeA} `, "m"));
    });

    test("a manifest is applied, applied again, changed, and deleted", async () => {
      const first = await apply(appManifest("my-app1", nodeA));
      expect(first.stdout).toBe("deployment.apps/my-app1 created\nservice/my-app1 created\n");
      const second = await apply(appManifest("my-app1", nodeA));
      expect(second.stdout).toBe("deployment.apps/my-app1 unchanged\nservice/my-app1 unchanged\n");
      const changed = await apply(appManifest("my-app1", nodeA, { image: "nginx:1.26" }));
      expect(changed.stdout).toBe("deployment.apps/my-app1 configured\nservice/my-app1 unchanged\n");
      const pod = await runningPod("my-app1");
      expect(await good("get", "pod", pod, "-o", "jsonpath={.spec.containers[0].image} {.spec.nodeName}")).toBe(
        `nginx:1.26 ${nodeA}`,
      );
      const gone = await kubectl(["delete", "-f", "-"], { input: appManifest("my-app1", nodeA) });
      expect(gone.stdout).toBe('deployment.apps "my-app1" deleted\nservice "my-app1" deleted\n');
      const left = (): number =>
        lab.objects.list("pods").filter(({ metadata }) => metadata.labels?.["app"] === "my-app1").length;
      await eventually(left, (count) => count === 0);
      expect((await kubectl(["get", "deploy", "my-app1"])).stderr).toBe(
        'Error from server (NotFound): deployments.apps "my-app1" not found\n',
      );
    });

    test("the drill's pipeline finds a Pod's address", async () => {
      const table = await good("get", "pods", "-o", "wide", "-l", "app=web");
      const columns = table.trim().split("\n")[1]!.split(/\s+/);
      expect(columns).toHaveLength(9);
      expect(columns.slice(1, 4)).toEqual(["1/1", "Running", "0"]);
      expect(columns[5]).toMatch(/^10\.0\.35\.\d+$/);
      expect(columns[6]).toBe(nodeB);
    });

    test("exec: streams stay apart, the status comes back", async () => {
      const pod = await runningPod("web");
      const ran = await kubectl(["exec", pod, "--", "sh", "-c", "echo out; echo err >&2; exit 28"]);
      expect(ran).toEqual({ status: 28, stdout: "out\n", stderr: "err\ncommand terminated with exit code 28\n" });
      expect(await good("exec", "deploy/web", "-c", "nginx", "--", "echo", "a b", "中文")).toBe("a b 中文\n");
    });

    test("exec: stdin ends, and megabytes pass both ways", async () => {
      const pod = await runningPod("web");
      const input = randomBytes(3 * 1024 * 1024).toString("base64");
      const ran = await kubectl(["exec", "-i", pod, "--", "cat"], { input });
      expect(ran.status).toBe(0);
      expect(ran.stdout === input).toBe(true);
    });

    test("exec: a slow reader makes the command wait, and loses nothing", async () => {
      const pod = await runningPod("web");
      const script = `"$0" "$@" | { sleep 1; wc -c; }`;
      const bytes = 100 * 1024 * 1024;
      const command = [
        binary,
        "--kubeconfig",
        lab.kubeconfig.learner,
        "exec",
        pod,
        "--",
        "head",
        "-c",
        String(bytes),
        "/dev/zero",
      ];
      const { stdout } = await promisify(execFile)("sh", ["-c", script, ...command]);
      expect(stdout.trim()).toBe(String(bytes));
    });

    test("exec: what can't be done is said", async () => {
      const pod = await runningPod("web");
      expect((await kubectl(["exec", "nobody", "--", "true"])).stderr).toContain('pods "nobody" not found');
      expect((await kubectl(["exec", pod, "-c", "sidecar", "--", "true"])).stderr).toContain("container sidecar");
      const missing = await kubectl(["exec", pod, "--", "/no/such/program"]);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toContain("/no/such/program");
    });

    test("exec: nothing goes on running for a client that has gone", async () => {
      const pod = await runningPod("web");
      const running = kubectlRunning(binary, lab.kubeconfig.learner, [
        "exec",
        pod,
        "--",
        "sh",
        "-c",
        "echo begun; sleep 600",
      ]);
      await eventually(running.output, (text) => text.includes("begun"));
      expect(lab.dataPlane.running).toBe(1);
      running.stop();
      await running.ended;
      await eventually(
        () => lab.dataPlane.running,
        (count) => count === 0,
      );
    });

    test("port-forward: connections in, both ways, and a port where nothing listens", async () => {
      const pod = await runningPod("web");
      const echo = createServer((socket) => socket.pipe(socket)); // the fake data plane's Pod is this machine
      const listening = await new Promise<number>((resolve) =>
        echo.listen(0, "127.0.0.1", () => resolve((echo.address() as AddressInfo).port)),
      );
      const running = kubectlRunning(binary, lab.kubeconfig.learner, ["port-forward", pod, `:${listening}`, ":1"]);
      const said = await eventually(running.output, (text) => (text.match(/Forwarding from 127/g) ?? []).length === 2);
      const [open, closed] = [...said.matchAll(/Forwarding from 127\.0\.0\.1:(\d+)/g)].map((match) => Number(match[1]));
      const payload = randomBytes(500_000);
      expect(Buffer.compare(await throughPort(open!, payload), payload)).toBe(0);
      await throughPort(closed!, Buffer.from("x")).catch(() => null);
      await eventually(running.output, (text) => text.includes("error forwarding port 1"));
      running.stop();
      await running.ended;
      echo.close();
      await eventually(
        () => lab.dataPlane.running,
        (count) => count === 0,
      );
    });

    test("cp brings a file in and out", async () => {
      const pod = await runningPod("web");
      const [from, to] = [join(folder, "from"), join(folder, "to")];
      writeFileSync(from, "carried\n");
      await good("cp", from, `${pod}:${join(folder, "inside")}`);
      await good("cp", `${pod}:${join(folder, "inside")}`, to);
      expect(readFileSync(to, "utf8")).toBe("carried\n");
    });

    test("logs: whole, tail, followed, of a managed component", async () => {
      const pod = await runningPod("web");
      const { uid } = lab.objects.get("pods", "default", pod)!.metadata;
      lab.dataPlane.write(uid, "nginx", "one\ntwo\n");
      expect(await good("logs", pod)).toBe("one\ntwo\n");
      expect(await good("logs", "deploy/web", "--tail=1")).toBe("two\n");
      const following = kubectlRunning(binary, lab.kubeconfig.learner, ["logs", "-f", pod]);
      await eventually(following.output, (text) => text === "one\ntwo\n");
      lab.dataPlane.write(uid, "nginx", "three\n");
      await eventually(following.output, (text) => text === "one\ntwo\nthree\n");
      following.stop();
      const times = await kubectl(["logs", pod, "--timestamps"]);
      expect(times.stderr).toContain("this lab keeps no time of a log line");
    });

    test("rollouts: scale, restart, history, undo", async () => {
      await good("scale", "deploy/web", "--replicas=3");
      await good("rollout", "status", "deploy/web", "--timeout=20s");
      await good("set", "image", "deploy/web", "nginx=nginx:2");
      await good("rollout", "status", "deploy/web", "--timeout=20s");
      await good("rollout", "restart", "deploy/web");
      await good("rollout", "status", "deploy/web", "--timeout=20s");
      expect(await good("rollout", "history", "deploy/web")).toMatch(
        /REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>\n3 +<none>\n/,
      );
      await good("rollout", "undo", "deploy/web", "--to-revision=1");
      await good("rollout", "status", "deploy/web", "--timeout=20s");
      expect(
        await good(
          "get",
          "deploy",
          "web",
          "-o",
          "jsonpath={.spec.template.spec.containers[0].image} {.status.readyReplicas}",
        ),
      ).toBe("nginx:1.25 3");
      expect(await good("rollout", "history", "deploy/web")).toMatch(/\n2 .*\n3 .*\n4 /);
      await good("scale", "deploy/web", "--replicas=1");
    });

    test("watch shows what changes", async () => {
      const watching = kubectlRunning(binary, lab.kubeconfig.learner, ["get", "pods", "-w"]);
      await eventually(watching.output, (text) => text.includes("web-")); // listed: from here on it watches
      await apply(appManifest("watched", nodeA));
      await eventually(watching.output, (text) => /^watched-\S+ +1\/1 +Running /m.test(text));
      await kubectl(["delete", "deploy", "watched"]);
      const output = await eventually(watching.output, (text) => /^watched-\S+ +\S+ +Terminating /m.test(text));
      watching.stop();
      expect(output).toMatch(/^watched-\S+ +0\/1 +Pending +0 /m);
      expect(output).toMatch(/^watched-\S+ +0\/1 +ContainerCreating +0 /m);
    });

    test("wait, label, annotate, patch, edit", async () => {
      const pod = await runningPod("web");
      expect(await good("wait", "--for=condition=Ready", `pod/${pod}`, "--timeout=10s")).toBe(
        `pod/${pod} condition met\n`,
      );
      await good("label", "pod", pod, "tier=front");
      expect(await good("get", "pods", "-l", "tier in (front,back),!nope", "-o", "name")).toBe(`pod/${pod}\n`);
      await good("annotate", "node", nodeA, "--overwrite", "tke.cloud.tencent.com/need-sync-security-groups=true");
      expect(lab.objects.get("nodes", null, nodeA)!.metadata.annotations).toMatchObject({
        "tke.cloud.tencent.com/need-sync-security-groups": "true",
      });
      await good(
        "patch",
        "deploy",
        "web",
        "-p",
        '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","env":[{"name":"A","value":"B"}]}]}}}}',
      );
      expect(
        await good(
          "get",
          "deploy",
          "web",
          "-o",
          "jsonpath={.spec.template.spec.containers[*].image} {.spec.template.spec.containers[0].env[0].value}",
        ),
      ).toBe("nginx:1.25 B");
      const edited = await kubectl(["edit", "deploy", "web"], {
        env: { KUBE_EDITOR: "sed -i s/revisionHistoryLimit:.*/revisionHistoryLimit:\\ 3/" },
      });
      expect(edited.stdout).toBe("deployment.apps/web edited\n");
      expect(await good("get", "deploy", "web", "-o", "jsonpath={.spec.revisionHistoryLimit}")).toBe("3");
    });

    test("custom resources of VPC-CNI by their short names", async () => {
      lab.objects.create("nodeeniconfigs", {
        apiVersion: "networking.tke.cloud.tencent.com/v1",
        kind: "NodeENIConfig",
        metadata: { name: nodeB },
        spec: { securityGroups: ["sg-ohuuioma", "sg-12345678"] },
      });
      expect(await good("get", "nec", nodeB, "-o", "jsonpath={.spec.securityGroups}")).toBe(
        '["sg-ohuuioma","sg-12345678"]',
      );
      expect(await good("get", "nec")).toMatch(
        new RegExp(`^NAME +SECURITY-GROUPS +AGE\n${nodeB} +sg-ohuuioma,sg-12345678 `),
      );
      await good("patch", "nec", nodeB, "--type=merge", "-p", '{"spec":{"securityGroups":["sg-12345678"]}}');
      expect(lab.objects.get("nodeeniconfigs", null, nodeB)).toMatchObject({
        metadata: { generation: 2 },
        spec: { securityGroups: ["sg-12345678"] },
      });
      expect(await good("explain", "nec.spec.securityGroups")).toContain("the first is");
    });

    test("api-resources and explain", async () => {
      const resources = await good("api-resources", "--no-headers");
      expect(resources).toMatch(
        /^nodeeniconfigs +nec +networking\.tke\.cloud\.tencent\.com\/v1 +false +NodeENIConfig$/m,
      );
      expect(resources).toMatch(/^pods +po +v1 +true +Pod$/m);
      expect(await good("explain", "pod.spec.nodeSelector")).toContain("labels that the node must have");
    });

    test("describe tells a Pod's story and why one can't be placed", async () => {
      const pod = await runningPod("web");
      const story = await good("describe", "pod", pod);
      expect(story).toMatch(
        /Normal +Scheduled +\S+ +default-scheduler +Successfully assigned default\/web-\S+ to 10\.0\.35\.179/,
      );
      expect(story).toMatch(/Normal +Started +\S+ +kubelet +Started container nginx/);
      await apply(appManifest("nowhere", "10.9.9.9"));
      const why = await eventually(
        () => good("describe", "pod", "-l", "app=nowhere"),
        (text) => text.includes("FailedScheduling"),
      );
      expect(why).toContain("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.");
      await good("delete", "deploy,svc", "nowhere");
      for (const what of ["deploy/web", "svc/web", `node/${nodeA}`, "rs"]) await good("describe", what);
    });

    test("a misspelt field and a wrong object are refused with the reason", async () => {
      const misspelt = await apply(appManifest("bad", nodeA).replace("nodeSelector:", "nodeSelektor:"));
      expect(misspelt.status).toBe(1);
      expect(misspelt.stderr).toContain('strict decoding error: unknown field "spec.template.spec.nodeSelektor"');
      const unmatched = await apply(
        appManifest("bad", nodeA).replace("matchLabels: {app: bad}", "matchLabels: {app: worse}"),
      );
      expect(unmatched.stderr).toContain(
        'spec.template.metadata.labels: Invalid value: map[string]string{"app":"bad"}: `selector` does not match template `labels`',
      );
      expect(
        (await apply(appManifest("bad", nodeA).replace("image: nginx:1.25", "imagePullPolicy: Never"))).stderr,
      ).toContain("spec.template.spec.containers[0].image: Required value");
      await kubectl(["delete", "svc", "bad"]);
    });

    test("server-side apply, dry runs and diff change only what they say", async () => {
      expect((await apply(appManifest("ssa", nodeA), "--dry-run=server")).stdout).toContain(
        "deployment.apps/ssa created (server dry run)",
      );
      expect(lab.objects.get("deployments", "default", "ssa")).toBeUndefined();
      expect((await apply(appManifest("ssa", nodeA), "--server-side")).stdout).toContain(
        "deployment.apps/ssa serverside-applied",
      );
      const labelled = appManifest("ssa", nodeA).replace(
        "labels: {app: ssa}\nspec",
        "labels: {app: ssa, extra: yes-please}\nspec",
      );
      await apply(labelled, "--server-side");
      expect(lab.objects.get("deployments", "default", "ssa")!.metadata.labels).toEqual({
        app: "ssa",
        extra: "yes-please",
      });
      await apply(appManifest("ssa", nodeA), "--server-side");
      expect(lab.objects.get("deployments", "default", "ssa")!.metadata.labels).toEqual({ app: "ssa" });
      const diff = await kubectl(["diff", "-f", "-"], { input: appManifest("ssa", nodeA, { replicas: 2 }) });
      expect(diff.status).toBe(1);
      expect(diff.stdout).toMatch(/^\+ +replicas: 2$/m);
      await good("delete", "deploy,svc", "ssa");
    });

    test("imperative commands", async () => {
      await good("create", "namespace", "side");
      await good("create", "deployment", "plain", "--image=nginx", "-n", "side");
      await good("create", "configmap", "settings", "--from-literal=a=b", "-n", "side");
      await good("create", "secret", "generic", "word", "--from-literal=a=b", "-n", "side");
      expect(await good("get", "secret", "word", "-n", "side", "-o", "jsonpath={.data.a}")).toBe("Yg==");
      await good("run", "solo", "--image=nginx", "-n", "side");
      await good("expose", "pod", "solo", "--port=80", "-n", "side");
      await good("rollout", "status", "deploy/plain", "-n", "side", "--timeout=10s");
      await eventually(
        () => good("get", "endpoints", "solo", "-n", "side", "--no-headers"),
        (line) => /10\.0\.35\.\d+:80/.test(line),
      );
      expect(await good("get", "all", "-n", "side")).toMatch(/deployment.apps\/plain/);
      await good("delete", "namespace", "side", "--timeout=20s");
      expect((await kubectl(["get", "ns", "side"])).stderr).toContain('namespaces "side" not found');
      expect((await kubectl(["delete", "ns", "default"])).stderr).toContain("this namespace may not be deleted");
    });

    test("drain empties a node; uncordon takes it back", async () => {
      await good("drain", nodeA, "--force", "--ignore-daemonsets", "--timeout=20s");
      expect(await good("get", "node", nodeA, "--no-headers")).toMatch(/Ready,SchedulingDisabled/);
      await good("uncordon", nodeA);
    });

    test("the grader looks and execs, and changes nothing", async () => {
      const pod = await runningPod("web");
      expect((await grader(["get", "pods", "-A"])).status).toBe(0);
      expect((await grader(["exec", pod, "--", "echo", "seen"])).stdout).toBe("seen\n");
      expect((await grader(["delete", "pod", pod])).stderr).toBe(
        `Error from server (Forbidden): pods "${pod}" is forbidden: User "grader" cannot delete resource "pods" in API group "" in the namespace "default"\n`,
      );
      expect((await grader(["auth", "can-i", "delete", "pods"])).stdout).toMatch(/^no/);
      expect((await grader(["auth", "can-i", "create", "pods", "--subresource=exec"])).stdout).toBe("yes\n");
      expect((await kubectl(["auth", "can-i", "delete", "pods"])).stdout).toBe("yes\n");
    });

    test("a wrong token is refused", async () => {
      const ran = await kubectl(["get", "pods", "--token=wrong"]);
      expect(ran.status).toBe(1);
      expect(ran.stderr).toMatch(/Unauthorized|must be logged in/);
    });

    test("what the lab doesn't do is said", async () => {
      const pod = await runningPod("web");
      expect((await kubectl(["attach", pod])).stderr).toContain("not attach: kubectl exec -it opens a shell");
      const debug = await kubectl(["debug", pod, "--image=busybox", "--", "true"]);
      expect(debug.status).toBe(1);
      expect(debug.stderr).toContain("adds no containers to a running Pod: kubectl exec -it");
      const run = await kubectl(["run", "typed", "--image=busybox", "-i", "--restart=Never", "--", "true"]);
      expect(run.stderr).toContain("Warning: this lab gives a container's own process no input");
      const host = ["--overrides", '{"spec":{"hostNetwork":true}}', "--", "true"];
      expect((await kubectl(["run", "on-node", "--image=busybox", ...host])).stderr).toContain("./lab shell <node>");
      await good("delete", "pod", "typed", "on-node");
    });
  },
  60_000,
);
