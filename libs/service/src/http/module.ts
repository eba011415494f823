import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { ConfigReport } from "../domain/config.js";

/** One service as it is mounted on a server: alone in production, beside others in the local stack. */
export interface ServiceModule {
  readonly name: string;
  /**
   * Adds the routes. Each names `config: { scope }`, `config: { authenticated: true }` (any valid token)
   * or `config: { public: true }`; a route that names none stops the server from starting.
   */
  readonly routes: (app: FastifyInstance) => Promise<void>;
  /** Adds hooks that see the requests of every module on the server. */
  readonly hooks?: (app: FastifyInstance) => void;
  /** What must answer for the service to be ready, by name. A check rejects when it fails. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  /** For `GET /config/validate`. */
  readonly configReport?: ConfigReport;
  /** Adds the module's metrics to the server's registry. */
  readonly metrics?: (registry: Registry) => void;
  /** Leaves clients gently: says goodbye on streams and waits for what is in flight, at most `graceMs`. */
  readonly drain?: (graceMs: number) => Promise<void>;
  /** Releases what the module holds; called when the server closes. */
  readonly close?: () => Promise<void>;
}
