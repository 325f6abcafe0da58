import type { HttpResponse } from "../../http.ts";
import type { Runtime } from "../../runtime.ts";
import type { KubeObject } from "../cluster-objects.ts";
import { KubeError, statusOf } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import type { KubeEvent } from "../object-store.ts";
import { apiVersionOf } from "../resources/definition.ts";
import type { Query } from "./query.ts";
import { selectionOf } from "./read.ts";
import type { ResourceRoute } from "./route.ts";
import { viewed, type View } from "./table.ts";

/**
 * Clients that hear nothing for 30 s believe the connection dead (@kubernetes/client-node), so say something before: a
 * bookmark to those who asked for them, an empty line, which every reader of JSON skips, to the others.
 */
const SIGN_OF_LIFE_MS = 20_000;
const NOTHING_NEW = "\n";
/** As kube-apiserver's `--min-request-timeout`: clients come back by themselves. */
const LONGEST_MS = 1_800_000;

/** Open watches of all clusters; more are refused, so that a client that leaks them doesn't take the others down. */
const WATCHES = 1000;

export interface WatchCounter {
  open: number;
}

/**
 * Follows a collection as a stream of JSON lines.
 *
 * @throws KubeError Expired, TooManyRequests, BadRequest
 */
export function watchCollection(
  objects: KubeObjects,
  route: ResourceRoute,
  query: Query,
  view: View,
  runtime: Pick<Runtime, "now" | "after">,
  counter: WatchCounter,
): HttpResponse {
  const { definition, namespace } = route;
  const selects = selectionOf(query, definition, route.name);
  const from = query.one("resourceVersion") ?? "";
  const fresh = from === "" || from === "0" || query.flag("sendInitialEvents");
  if (!fresh && !/^\d+$/.test(from))
    throw new KubeError("BadRequest", `resourceVersion: Invalid value: ${JSON.stringify(from)}`);
  if (counter.open >= WATCHES) {
    throw new KubeError("TooManyRequests", `more than ${WATCHES} watches are open; close some`, {
      retryAfterSeconds: 5,
    });
  }
  const bookmarks = query.flag("allowWatchBookmarks");
  const limitMs = Math.min(
    LONGEST_MS,
    Number(query.one("timeoutSeconds") ?? Number.POSITIVE_INFINITY) * 1000 || LONGEST_MS,
  );

  const line = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`;
  const told = (type: string, object: KubeObject): string =>
    line(type, viewed(view, definition, object, runtime.now()));
  const bookmark = (annotations?: object): string =>
    line("BOOKMARK", {
      kind: definition.kind,
      apiVersion: apiVersionOf(definition),
      metadata: {
        resourceVersion: objects.revision,
        creationTimestamp: null,
        ...(annotations === undefined ? {} : { annotations }),
      },
    });

  function start(write: (chunk: string) => void, end: () => void): () => void {
    const stops: (() => void)[] = [];
    const stop = (): void => {
      if (stops.length > 0) counter.open -= 1;
      for (const each of stops.splice(0)) each();
    };
    const finish = (): void => {
      stop();
      end();
    };
    const ring = (): void => {
      write(bookmarks ? bookmark() : NOTHING_NEW);
      stops[1] = runtime.after(SIGN_OF_LIFE_MS, ring);
    };
    counter.open += 1;
    stops.push(runtime.after(limitMs, finish), runtime.after(SIGN_OF_LIFE_MS, ring));
    if (fresh) {
      for (const object of objects.list(definition.plural, namespace))
        if (selects(object)) write(told("ADDED", object));
      if (query.flag("sendInitialEvents")) write(bookmark({ "k8s.io/initial-events-end": "true" }));
    }
    try {
      stops.push(
        objects.watch(
          definition.plural,
          namespace,
          (event) => {
            const type = typeFor(event, selects);
            if (type !== null) write(told(type, event.object));
          },
          fresh ? undefined : from,
        ),
      );
    } catch (error) {
      // An answer has begun, so the refusal comes as an event; clients list again.
      if (!(error instanceof KubeError)) throw error;
      write(line("ERROR", statusOf(error)));
      finish();
    }
    return stop;
  }
  return {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-cache, private" },
    body: { start },
  };
}

/** An object that comes to match is new to this client, one that ceases to match is gone for it. */
function typeFor(
  { type, object, previous }: KubeEvent,
  selects: (object: KubeObject) => boolean,
): KubeEvent["type"] | null {
  const was = previous !== null && selects(previous);
  const is = type !== "DELETED" && selects(object);
  if (was && is) return "MODIFIED";
  if (is) return "ADDED";
  return was ? "DELETED" : null;
}
