import type { EmbeddingModel } from "@troupe/embeddings";
import { sql } from "drizzle-orm";
import { planDense } from "../domain/plan.js";
import { denseStatement, SMALLEST_POOL } from "../pool.js";
import { matching, visibleTo } from "../store/visibility.js";

/** A search by meaning alone. */
export interface DenseSearch {
  readonly tenant: string;
  readonly user: string;
  readonly model: EmbeddingModel;
  /** In pgvector's text form. */
  readonly vector: string;
  /** Passages that the tenant has. */
  readonly passages: number;
  readonly k: number;
  readonly perItem: number;
}

/** The statement that the service sends for such a search, and its settings: what a measurement compares it with. */
export function denseSearchStatement(search: DenseSearch): {
  readonly text: string;
  readonly params: readonly unknown[];
  readonly settings: Readonly<Record<string, string>>;
} {
  const { tenant, user, model, vector, passages, k, perItem } = search;
  const nobody = { missionId: undefined, conversationId: undefined, eventId: undefined, runId: undefined };
  const visible = visibleTo({ tenant, agent: user, user, ...nobody }, new Date());
  const where = sql`${visible} and ${matching({ includeQuarantined: false, includeSuperseded: false })}`;
  const place = { tenant, kind: "semantic" } as const;
  const near = { place, where, model, vector, limit: SMALLEST_POOL, plan: planDense(passages, SMALLEST_POOL) };
  return denseStatement(near, { visible, k, perItem });
}
