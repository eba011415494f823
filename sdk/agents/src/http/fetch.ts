import { Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

/** Silence before an answer after which the platform is taken for gone. */
const ANSWER_MS = 30_000;
const IDLE_SOCKETS = 64;

/** What a request is made of. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request; rejects whenever no answer comes, which Node's own `fetch` does not: in Node 20 it waits for ever
 * when the connection is closed before its request was written. An event stream's body is passed on as it comes.
 */
export type Fetch = (url: URL, init: FetchInit) => Promise<Response>;

/** A {@link Fetch} with connections of its own that are kept open between calls. */
export function createFetch(): Fetch {
  const agents = {
    "http:": new Agent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
    "https:": new SecureAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
  };
  const send = (url: URL, init: FetchInit, mayRepeat: boolean): Promise<Response> =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === "https:";
      const { method, headers, body, signal } = init;
      const options = {
        method,
        headers: body === undefined ? headers : { ...headers, "content-length": `${Buffer.byteLength(body)}` },
        agent: isSecure ? agents["https:"] : agents["http:"],
        ...(signal === undefined ? {} : { signal }),
      };
      const request: ClientRequest = isSecure ? secureRequest(url, options) : plainRequest(url, options);
      request.setTimeout(ANSWER_MS, () => request.destroy(new Error(`no answer in ${ANSWER_MS} ms`)));
      request.on("response", (response) => answer(request, response).then(resolve, reject));
      request.on("error", (error: NodeJS.ErrnoException) => {
        // A kept connection that the other side closed meanwhile: nobody has read the request.
        const isStale = request.reusedSocket && error.code === "ECONNRESET";
        if (isStale && mayRepeat) send(url, init, false).then(resolve, reject);
        else reject(error);
      });
      request.end(body);
    });
  return (url, init) => send(url, init, true);
}

async function answer(request: ClientRequest, message: IncomingMessage): Promise<Response> {
  const { statusCode: status = 502, headers: raw } = message;
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) if (value !== undefined) headers.set(name, `${value}`);
  if (!headers.get("content-type")?.startsWith("text/event-stream")) {
    const body = await buffer(message);
    return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers });
  }
  request.setTimeout(0);
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers });
}
