import { type Api, apiOf } from "./api.js";
import { type Backbone, startBackbone } from "./backbone.js";

/** A backbone, and what a test of agents on it needs. */
export interface AgentsBackbone {
  readonly backbone: Backbone;
  readonly token: string;
  /** Past the proxy: what the test itself asks is not disturbed. */
  readonly api: Api;
}

/** Starts a backbone with a registry; agents of this process find it by its `url`, through the proxy, or past it. */
export async function startAgentsBackbone(by: "url" | "directUrl"): Promise<AgentsBackbone> {
  const backbone = await startBackbone({ registry: true });
  const token = await backbone.tokenFor({ expiresInSeconds: 3600 });
  Object.assign(process.env, { TROUPE_URL: backbone[by], TROUPE_TOKEN: token, TROUPE_LOG_LEVEL: "silent" });
  return { backbone, token, api: apiOf(backbone.directUrl, token) };
}
