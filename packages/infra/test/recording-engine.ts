import { createRequire } from "node:module";

interface Registration {
  readonly type: string;
  readonly name: string;
  readonly dependencies: string[];
}

// gRPC and protobuf are Pulumi's own dependencies, in the versions it was built with.
const require = createRequire(import.meta.url);
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = ofPulumi("@grpc/grpc-js");
const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb.js");
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js");
const resource = require("@pulumi/pulumi/proto/resource_pb.js") as typeof import("@pulumi/pulumi/proto/resource_pb.js");
const engine = require("@pulumi/pulumi/proto/engine_pb.js") as typeof import("@pulumi/pulumi/proto/engine_pb.js");
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb.js");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb.js");

type Call<Request> = { readonly request: Request };
type Done = (error: unknown, answer?: unknown) => void;

/** An engine that makes nothing: it gives every resource an id, or none in a preview, and remembers what it was asked. */
export async function startRecordingEngine({ preview }: { readonly preview: boolean }) {
  const registered: Registration[] = [];
  const packages: object[] = [];
  const log: string[] = [];
  const features = Object.values(resource.ResourceMonitorFeature).filter((one) => typeof one === "number");

  const monitor = {
    getDeploymentInfo(_: unknown, done: Done) {
      const info = new resource.DeploymentInfo();
      info.setSupportedfeaturesList(features);
      done(null, info);
    },
    registerPackage({ request }: Call<InstanceType<typeof resource.RegisterPackageRequest>>, done: Done) {
      const parameter = request.getParameterization()!;
      const value = Buffer.from(parameter.getValue_asB64(), "base64").toString();
      packages.push({ base: request.getName(), name: parameter.getName(), version: parameter.getVersion(), value });
      const answer = new resource.RegisterPackageResponse();
      answer.setRef("package-1");
      done(null, answer);
    },
    registerResource({ request }: Call<InstanceType<typeof resource.RegisterResourceRequest>>, done: Done) {
      const [type, name] = [request.getType(), request.getName()];
      registered.push({ type, name, dependencies: request.getDependenciesList() });
      const answer = new resource.RegisterResourceResponse();
      answer.setUrn(`urn:pulumi:dev::podpath::${type}::${name}`);
      if (request.getCustom()) answer.setId(preview ? "" : `id-of-${name}`);
      answer.setObject(Struct.fromJavaScript(request.getObject()?.toJavaScript() ?? {}));
      done(null, answer);
    },
    registerResourceOutputs: (_: unknown, done: Done) => done(null, new Empty()),
    signalAndWaitForShutdown: (_: unknown, done: Done) => done(null, new Empty()),
    supportsFeature: (_: unknown, done: Done) => done({ code: grpc.status.UNIMPLEMENTED }),
  };
  const messages = {
    log({ request }: Call<InstanceType<typeof engine.LogRequest>>, done: Done) {
      if (request.getSeverity() >= engine.LogSeverity.WARNING) log.push(request.getMessage());
      done(null, new Empty());
    },
    setRootResource: (_: unknown, done: Done) => done(null, new engine.SetRootResourceResponse()),
    getRootResource: (_: unknown, done: Done) => done(null, new engine.GetRootResourceResponse()),
    requirePulumiVersion: (_: unknown, done: Done) => done(null, new engine.RequirePulumiVersionResponse()),
  };

  const server = new grpc.Server();
  server.addService(ResourceMonitorService, monitor);
  server.addService(EngineService, messages);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, registered, packages, log, close: () => server.forceShutdown() };
}
