import { type ErrorCode, TroupeError } from "@troupe/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { traceOf } from "./trace.js";

const PROBLEM = "application/problem+json";

/** Fastify's own failures by their code. */
const FASTIFY: Readonly<Record<string, { code: ErrorCode; detail?: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: "UNSUPPORTED_MEDIA_TYPE" },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: "TOO_LARGE" },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: "MALFORMED_JSON", detail: "the body is empty" },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: "MALFORMED_JSON" },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: "BAD_REQUEST" },
  FST_ERR_BAD_URL: { code: "BAD_REQUEST", detail: "the URL cannot be decoded" },
  FST_ERR_MAX_PARAM_LENGTH: { code: "BAD_REQUEST", detail: "a part of the path is too long" },
  FST_ERR_REQ_TIMEOUT: { code: "REQUEST_TIMEOUT" },
};

/** Failures that are no fault of the service: how loud its log is about them. A drain is its own doing. */
const EXPECTED: Partial<Record<ErrorCode, "debug" | "warn">> = {
  DRAINING: "debug",
  BUS_UNAVAILABLE: "warn",
  STORE_UNAVAILABLE: "warn",
  STORAGE_FULL: "warn",
};

/** Any failure as a TroupeError; what is unexpected becomes INTERNAL and keeps its cause, which is never shown. */
export function toTroupeError(error: unknown): TroupeError {
  if (error instanceof TroupeError) return error;
  const { code, statusCode, message } = failureOf(error);
  const known = FASTIFY[code];
  if (known !== undefined) return new TroupeError(known.code, known.detail ?? message, { cause: error });
  if (statusCode === 429) return new TroupeError("RATE_LIMITED", message, { cause: error });
  if (code.startsWith("FST_") && statusCode >= 400 && statusCode < 500) {
    return new TroupeError("BAD_REQUEST", message, { cause: error });
  }
  return new TroupeError("INTERNAL", "the service met an unexpected fault; its log has the trace id", { cause: error });
}

/** Content types that some route reads. */
const MEDIA_TYPES = [
  "application/json",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "application/x-ndjson",
];

/** A body of a type that its route does not read, with those that it does. */
function mediaTypeError(error: unknown, { headers, server }: FastifyRequest): TroupeError | undefined {
  if (failureOf(error).code !== "FST_ERR_CTP_INVALID_MEDIA_TYPE") return undefined;
  const given = headers["content-type"] || "a body without a content type";
  const read = MEDIA_TYPES.filter((type) => server.hasContentTypeParser(type));
  const detail = `${given} is not read here: ${read.join(", ")} ${read.length === 1 ? "is" : "are"}`;
  return new TroupeError("UNSUPPORTED_MEDIA_TYPE", detail, { cause: error });
}

function failureOf(error: unknown): { code: string; statusCode: number; message: string } {
  if (!(error instanceof Error)) return { code: "", statusCode: 500, message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const statusCode = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  return { code, statusCode, message: error.message };
}

/** Answers with the RFC 9457 problem of `error`. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: TroupeError): FastifyReply {
  if (error.retryAfterMs !== undefined) {
    reply.header("retry-after", String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))));
  }
  if (error.status === 413) discardBody(request, reply);
  if (error.status === 401) reply.header("www-authenticate", 'Bearer realm="troupe"');
  const problem = error.toProblem(traceOf(request).traceId);
  return reply.code(error.status).type(PROBLEM).serializer(String).send(JSON.stringify(problem));
}

/** Lets a client finish writing a refused body: who writes into a closed connection never reads the answer. */
function discardBody(request: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader("connection");
  request.raw.resume();
}

/** A route as it was declared. */
export interface KnownRoute {
  readonly method: string;
  readonly url: string;
  /** Whether a path is one of this route's. */
  readonly matches: RegExp;
}

/** Every failure of the server answers as a problem: handlers' errors, unknown routes and methods. */
export function installProblems(app: FastifyInstance): void {
  const known: KnownRoute[] = [];
  app.decorate("knownRoutes", known);
  app.addHook("onRoute", ({ method, url }) => {
    for (const name of [method].flat()) known.push({ method: name, url, matches: pathPattern(url) });
  });

  app.setErrorHandler((raw, request, reply) => {
    const error = mediaTypeError(raw, request) ?? toTroupeError(raw);
    if (error.status >= 500) {
      const context = { traceId: traceOf(request).traceId, method: request.method, route: request.routeOptions.url };
      const expected = EXPECTED[error.code];
      const cause = error.cause ?? (expected === undefined ? error : undefined);
      const fields = { ...context, code: error.code, ...(cause === undefined ? {} : { err: cause }) };
      app.log[expected ?? "error"](fields, error.message);
    }
    return sendProblem(request, reply, error);
  });

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const methods = [...new Set(known.filter(({ matches }) => matches.test(path)).map(({ method }) => method))];
    if (methods.length === 0) return sendProblem(request, reply, new TroupeError("NOT_FOUND", `no route at ${path}`));
    reply.header("allow", methods.join(", "));
    const detail = `${path} knows ${methods.join(", ")} and not ${request.method}`;
    return sendProblem(request, reply, new TroupeError("METHOD_NOT_ALLOWED", detail));
  });
}

function pathPattern(url: string): RegExp {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/:[^/]+/g, "[^/]+");
  return new RegExp(`^${escaped.replaceAll("*", ".*")}$`);
}
