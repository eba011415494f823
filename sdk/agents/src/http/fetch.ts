import { Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";

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

/** An answer: its whole body, or the chunks of an event stream as they come. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly stream: AsyncIterable<Uint8Array> | undefined;
  header(name: string): string | undefined;
}

/**
 * Sends a request; rejects whenever no answer comes, which Node's own `fetch` does not: in Node 20 it waits for ever
 * when the connection is closed before its request was written. Web streams and Node's
 * `Response` would cost more than the rest of a call.
 */
export type Fetch = (url: URL, init: FetchInit) => Promise<Answer>;

/** A {@link Fetch} with connections of its own that are kept open between calls. */
export function createFetch(): Fetch {
  const agents = {
    "http:": new Agent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
    "https:": new SecureAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
  };
  const send = (url: URL, init: FetchInit, mayRepeat: boolean): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === "https:";
      const { method, headers, body, signal } = init;
      const options = {
        method,
        headers: body === undefined ? headers : { ...headers, "content-length": `${Buffer.byteLength(body)}` },
        agent: isSecure ? agents["https:"] : agents["http:"],
      };
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const request: ClientRequest = isSecure ? secureRequest(url, options) : plainRequest(url, options);
      // Not the request's own `signal`: in Node 20 an abort just after the answer's end is an error that nobody hears.
      const abort = (): void => {
        request.destroy();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", abort, { once: true });
      request.once("close", () => signal?.removeEventListener("abort", abort));
      request.setTimeout(ANSWER_MS, () => request.destroy(new Error(`no answer in ${ANSWER_MS} ms`)));
      request.on("response", (response) => answer(request, response, resolve, reject));
      request.on("error", (error: NodeJS.ErrnoException) => {
        // A kept connection that the other side closed meanwhile: nobody has read the request.
        const isStale = request.reusedSocket && error.code === "ECONNRESET" && !signal?.aborted;
        if (isStale && mayRepeat) send(url, init, false).then(resolve, reject);
        else reject(error);
      });
      request.end(body);
    });
  return (url, init) => send(url, init, true);
}

function answer(
  request: ClientRequest,
  message: IncomingMessage,
  resolve: (answer: Answer) => void,
  reject: (error: Error) => void,
): void {
  const { statusCode: status = 502, headers } = message;
  const header = (name: string): string | undefined => headers[name]?.toString();
  if (header("content-type")?.startsWith("text/event-stream")) {
    request.setTimeout(0);
    // Who reads hears of it; a break after the last read concerns nobody.
    message.on("error", () => undefined);
    resolve({ status, header, body: Buffer.alloc(0), stream: message });
    return;
  }
  const chunks: Buffer[] = [];
  message.on("data", (chunk: Buffer) => chunks.push(chunk));
  message.on("end", () => resolve({ status, header, body: Buffer.concat(chunks), stream: undefined }));
  message.on("error", reject);
}
