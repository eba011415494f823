import { type Problem, problemSchema } from "@troupe/contracts";
import { CliError, EXIT, type ExitCode } from "../exit.js";
import type { Connection } from "./connection.js";

const TIMEOUT_MS = 30_000;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ApiRequest {
  readonly query?: Query;
  readonly body?: unknown;
  /** A body that is no JSON document, instead of `body`. */
  readonly text?: { readonly type: string; readonly text: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds to the answer's head; unbounded when 0. */
  readonly timeoutMs?: number;
}

/** The platform's HTTP API. Failures are CliErrors that say the problem's detail, hint and faults. */
export interface Api {
  readonly url: string;
  /** Answer's body as JSON; undefined when it is empty. */
  call<T = unknown>(method: string, path: string, request?: ApiRequest): Promise<T>;
  /** Every page of a list, up to `limit` items. */
  list<T = unknown>(path: string, query: Query, limit: number): Promise<T[]>;
  open(method: string, path: string, request?: ApiRequest): Promise<Response>;
}

export function createApi({ url, token }: Connection, interrupted: AbortSignal): Api {
  const api: Api = {
    url,
    async open(method, path, request = {}) {
      const target = new URL(path, url);
      for (const [name, value] of Object.entries(request.query ?? {})) {
        if (value !== undefined) target.searchParams.set(name, String(value));
      }
      const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
      const signals = [interrupted, request.signal, timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined];
      const answer = await fetch(target, {
        method,
        signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)),
        headers: {
          authorization: `Bearer ${token}`,
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
          ...(request.text === undefined ? {} : { "content-type": request.text.type }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        ...(request.text === undefined ? {} : { body: request.text.text }),
      }).catch((cause: unknown) => {
        if (interrupted.aborted) throw new CliError(EXIT.interrupted, "interrupted", { cause });
        throw new CliError(EXIT.unreachable, `${url} cannot be reached: ${reasonOf(cause)}`, {
          hint: "troupe ps, or troupe dev to start the local stack",
          cause,
        });
      });
      if (!answer.ok) throw await failureOf(answer);
      return answer;
    },
    async call<T>(method: string, path: string, request?: ApiRequest) {
      const answer = await api.open(method, path, request);
      const text = await answer.text();
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
    async list<T>(path: string, query: Query, limit: number) {
      const items: T[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.call<{ items: T[]; cursor: string | null }>("GET", path, {
          query: { ...query, limit: Math.min(limit - items.length, 200), cursor },
        });
        items.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined && items.length < limit);
      return items;
    },
  };
  return api;
}

async function failureOf(answer: Response): Promise<CliError> {
  const text = await answer.text().catch(() => "");
  const problem = parseProblem(text);
  if (problem === undefined) {
    return new CliError(exitOf(answer.status), `${answer.url} answered ${answer.status}: ${text.slice(0, 200)}`);
  }
  const seconds = answer.status === 429 ? Number(answer.headers.get("retry-after") ?? 1) : undefined;
  return problemError(problem, seconds === undefined ? undefined : Math.max(seconds, 1) * 1000);
}

/** A problem of the platform as a failure of the command. */
export function problemError(problem: Problem, retryAfterMs?: number): CliError {
  const faults = (problem.errors ?? []).map(({ pointer, message }) => `${pointer === "" ? "/" : pointer}: ${message}`);
  return new CliError(exitOf(problem.status), `${problem.detail} (${problem.code})`, {
    hint: problem.hint,
    details: faults.filter((fault) => fault !== problem.detail),
    retryAfterMs,
  });
}

function parseProblem(text: string): Problem | undefined {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function exitOf(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.refused;
  if (status === 404) return EXIT.notFound;
  if (status === 409) return EXIT.conflict;
  if (status === 503) return EXIT.unreachable;
  return status >= 400 && status < 500 && status !== 429 ? EXIT.wrongInput : EXIT.failed;
}

function reasonOf(cause: unknown): string {
  const inner = (cause as { cause?: { code?: string; message?: string } }).cause;
  return inner?.code ?? inner?.message ?? (cause as Error).message;
}
