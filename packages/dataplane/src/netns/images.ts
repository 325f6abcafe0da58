import type { Container } from "@podpath/access-path";

/** What an image runs when the Pod's spec says nothing. */
interface Image {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Where its own command listens, TCP. */
  readonly port?: number;
}

/**
 * The images that the sandbox has, by the last part of the repository's name. They share one file system, this machine's
 * programs; entry points and commands are those of the images on Docker Hub.
 */
const IMAGES: Readonly<Record<string, Image>> = {
  nginx: { entrypoint: [], command: ["nginx", "-g", "daemon off;"], port: 80 },
  alpine: { entrypoint: [], command: ["/bin/sh"] },
  busybox: { entrypoint: [], command: ["sh"] },
  centos: { entrypoint: [], command: ["/bin/bash"] },
  curl: { entrypoint: ["curl"], command: ["--help"] },
  debian: { entrypoint: [], command: ["bash"] },
  netshoot: { entrypoint: [], command: ["bash"] },
  tkelinux: { entrypoint: [], command: ["/bin/bash"] },
  ubuntu: { entrypoint: [], command: ["/bin/bash"] },
};

export type ContainerStart =
  | {
      readonly kind: "start";
      readonly argv: readonly string[];
      /** The TCP port that it is known to listen at once it runs. */
      readonly answersAt: number | null;
    }
  | { readonly kind: "no-such-image"; readonly message: string };

/** What a container runs: the spec's `command` replaces the image's entry point, `args` its command, as in Kubernetes. */
export function startOf(container: Container): ContainerStart {
  const image = IMAGES[nameOf(container.image)];
  if (image === undefined) {
    const known = Object.keys(IMAGES).join(", ");
    const message = `failed to pull and unpack image "${container.image}": not found; the sandbox has these images: ${known}`;
    return { kind: "no-such-image", message };
  }
  const defaults = container.command === undefined ? image.command : [];
  const argv = [...(container.command ?? image.entrypoint), ...(container.args ?? defaults)];
  const itsOwn = container.command === undefined && container.args === undefined;
  return { kind: "start", argv, answersAt: itsOwn ? (image.port ?? null) : null };
}

/** `ccr.ccs.tencentyun.com/library/nginx:1.27@sha256:…` is `nginx`. */
function nameOf(reference: string): string {
  const [withoutDigest] = reference.split("@", 1) as [string];
  return withoutDigest.split("/").at(-1)!.replace(/:.*$/, "");
}
