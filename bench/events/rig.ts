import { type Backbone, type BackboneOptions, startBackbone } from "#kit/backbone";
import { type Role, startRole } from "../kit/role.js";

/** How much is measured. */
export interface Extent {
  /** Rounds that count, of each pair. */
  readonly rounds: number;
  /** Seconds of one round of load. */
  readonly seconds: number;
  readonly full: boolean;
  readonly soak: boolean;
}

/** A backbone and the roles around it, started when they are first asked for. */
export interface Rig extends AsyncDisposable {
  readonly extent: Extent;
  readonly backbone: Backbone;
  readonly token: string;
  role(name: "load" | "bare" | "stock" | "readers" | "member" | "direct" | "agent"): Promise<Role>;
}

const TOKEN_SECONDS = 86_400;

/** Starts nats-server and the events service as in production, or as `options` say. */
export async function startRig(extent: Extent, options: BackboneOptions = { production: true }): Promise<Rig> {
  const backbone = await startBackbone({ ...options, direct: true });
  const token = await backbone.tokenFor({ expiresInSeconds: TOKEN_SECONDS });
  const roles = new Map<string, Promise<Role>>();
  const env = {
    NATS_URL: backbone.natsCredentials.servers,
    NATS_TOKEN: backbone.natsCredentials.token,
    TROUPE_URL: backbone.directUrl,
    TROUPE_TOKEN: token,
    TROUPE_LOG_LEVEL: "error",
  };
  return {
    extent,
    backbone,
    token,
    role(name) {
      const role = roles.get(name) ?? startRole(name, env);
      roles.set(name, role);
      return role;
    },
    async [Symbol.asyncDispose]() {
      for (const role of roles.values()) await (await role)[Symbol.asyncDispose]();
      await backbone[Symbol.asyncDispose]();
    },
  };
}
