import {
  DELIVERY_HEADER,
  ERRORS,
  type ErrorCode,
  type Problem,
  problemSchema,
  SETTLED_HEADER,
  TroupeError,
} from "@troupe/contracts";
import type { Along } from "../transport.js";
import { type Answer, createFetch, type Fetch, type FetchInit } from "./fetch.js";
import type { Whereabouts } from "./location.js";

/** A problem with whatever members it has beyond the fixed ones. */
const anyProblemSchema = problemSchema.loose();
const FIXED = new Set(Object.keys(problemSchema.shape));

/** A call to the platform. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query below the base URL. */
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** A delivery that is acknowledged once the call has succeeded. */
  readonly along?: Along | undefined;
}

/** Sends calls with the bearer token; every failure is a TroupeError. */
export class Caller {
  readonly whereabouts: Whereabouts;
  readonly #fetch: Fetch;

  constructor(whereabouts: Whereabouts, fetcher: Fetch = createFetch()) {
    this.whereabouts = whereabouts;
    this.#fetch = fetcher;
  }

  /** The answer when it is a success. Throws the problem's error otherwise, BUS_UNAVAILABLE when nobody answers. */
  async send({ method, path, body, contentType = "application/json", headers, signal, along }: Call): Promise<Answer> {
    const { url, token, mayMove } = this.whereabouts.get();
    const response = await this.#reach(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": contentType }),
        ...(along === undefined ? {} : { [DELIVERY_HEADER]: along.token }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status < 300) {
      if (along !== undefined && response.header(SETTLED_HEADER) !== undefined) along.settled();
      return response;
    }
    const error = errorOf(response);
    if (!mayMove || response.status !== 401) throw error;
    this.whereabouts.forget();
    throw new TroupeError("BUS_UNAVAILABLE", error.message, { cause: error });
  }

  /** The answer's JSON. */
  async json<T>(call: Call): Promise<T> {
    const response = await this.send(call);
    try {
      return JSON.parse(response.body.toString()) as T;
    } catch (cause) {
      throw new TroupeError("BUS_UNAVAILABLE", `${call.path} answered what is not JSON`, { cause });
    }
  }

  /** The answer's JSON, or undefined when there is no such thing. */
  async found<T>(call: Call): Promise<T | undefined> {
    try {
      return await this.json<T>(call);
    } catch (error) {
      if (error instanceof TroupeError && error.code === "NOT_FOUND") return undefined;
      throw error;
    }
  }

  async #reach(url: URL, init: FetchInit): Promise<Answer> {
    try {
      return await this.#fetch(url, init);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      this.whereabouts.forget();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new TroupeError("BUS_UNAVAILABLE", `${url.origin} does not answer: ${why}`, {
        hint: "npx troupe dev",
        cause,
      });
    }
  }
}

function errorOf(response: Answer): TroupeError {
  const retryAfter = Number(response.header("retry-after"));
  const waits = Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {};
  const checked = anyProblemSchema.safeParse(jsonOrNone(response));
  if (checked.success) return problemError(checked.data, waits);
  const code: ErrorCode = response.status >= 500 ? "BUS_UNAVAILABLE" : "BAD_REQUEST";
  return new TroupeError(code, `the platform answered ${response.status} without a problem`, waits);
}

function jsonOrNone({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** The error a problem document says. */
export function problemError(problem: Problem, more: { readonly retryAfterMs?: number } = {}): TroupeError {
  const code =
    problem.code in ERRORS ? (problem.code as ErrorCode) : problem.status >= 500 ? "INTERNAL" : "BAD_REQUEST";
  const { hint, errors, detail } = problem;
  const extensions = Object.fromEntries(Object.entries(problem).filter(([name]) => !FIXED.has(name)));
  return new TroupeError(code, detail, {
    ...more,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
  });
}
