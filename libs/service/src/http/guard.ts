import { type Principal, type Scope, TroupeError } from "@troupe/contracts";
import type { FastifyInstance, FastifyRequest, onRequestHookHandler, RouteOptions } from "fastify";
import { z } from "zod";
import type { Authenticator } from "../auth/authenticator.js";
import type { Limiter } from "../domain/token-bucket.js";
import { parseTraceparent } from "../domain/trace-context.js";
import type { HttpMetrics } from "./metrics.js";

/** What a route asks of its caller. */
export interface RouteAccess {
  /** The scope a token must carry. */
  readonly scope?: Scope;
  /** Any valid token. */
  readonly authenticated?: true;
  /** Anybody. */
  readonly public?: true;
}

export interface GuardOptions {
  readonly authenticator: Authenticator;
  readonly limiter: Limiter | undefined;
  readonly metrics: HttpMetrics;
  /** True once the server no longer takes requests. */
  readonly isClosing: () => boolean;
}

/** Query of routes that say nothing of theirs: a parameter that is passed over in silence is one misspelt. */
const NO_PARAMETERS = z.strictObject({});

const nobody: Principal = { tenant: "", subject: "", scopes: new Set() };

/**
 * Puts before each route what it declares: who may call it, how often, and how it is measured. The hooks are closures
 * of the route, so that a request looks nothing up. Throws on a route that declares no access.
 */
export function installGuard(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest("principal");
  app.decorateRequest("traceContext");
  app.decorateRequest("span");
  app.addHook("onRoute", (route) => {
    const access = accessOf(route);
    if (access.public !== true) route.schema = { querystring: NO_PARAMETERS, ...route.schema };
    const measure = options.metrics.route(route.method, route.url);
    route.onRequest = [guardOf(access, route, app, options), ...[route.onRequest ?? []].flat()];
    route.onResponse = [
      ...[route.onResponse ?? []].flat(),
      (request, reply, done) => {
        measure(reply.statusCode, reply.elapsedTime);
        request.span?.end({ "http.response.status_code": reply.statusCode }, reply.statusCode >= 500);
        done();
      },
    ];
  });
}

function accessOf(route: RouteOptions): RouteAccess {
  const access: RouteAccess = route.config ?? {};
  if (access.scope !== undefined || access.authenticated === true || access.public === true) return access;
  throw new Error(
    `route ${[route.method].flat().join(",")} ${route.url} declares no access: ` +
      "set config.scope, config.authenticated or config.public",
  );
}

function guardOf(
  access: RouteAccess,
  route: RouteOptions,
  app: FastifyInstance,
  options: GuardOptions,
): onRequestHookHandler {
  const { authenticator, limiter, isClosing } = options;
  const admit = (request: FastifyRequest, principal: Principal): TroupeError | undefined => {
    if (access.scope !== undefined && !principal.scopes.has(access.scope)) return missing(access.scope);
    request.principal = principal;
    const waitMs = limiter === undefined ? 0 : limiter.take(principal.tenant);
    if (waitMs === 0) return undefined;
    return new TroupeError("RATE_LIMITED", "the tenant sends more requests than it may", { retryAfterMs: waitMs });
  };

  return (request, _reply, done) => {
    if (app.tracing.enabled) startSpan(request, route, app);
    if (access.public) {
      request.principal = nobody;
      return done();
    }
    if (isClosing()) return done(new TroupeError("DRAINING", "this replica is shutting down", { retryAfterMs: 1000 }));
    try {
      const found = authenticator.authenticate(request.headers.authorization);
      if (!(found instanceof Promise)) return done(admit(request, found));
      found.then((principal) => done(admit(request, principal)), done);
    } catch (error) {
      done(error as TroupeError);
    }
  };
}

function startSpan(request: FastifyRequest, route: RouteOptions, app: FastifyInstance): void {
  const parent = parseTraceparent(request.headers.traceparent);
  request.span = app.tracing.start(`${request.method} ${route.url}`, "server", parent);
  request.traceContext = request.span.context;
}

const missing = (scope: Scope) =>
  new TroupeError("FORBIDDEN", `the token lacks the scope ${scope}`, { hint: `troupe token create --scope ${scope}` });
