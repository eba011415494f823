/** A model that turns texts into unit vectors. Its name tells its number type too, since vectors of both differ. */
export interface EmbeddingModel {
  /** Such as `all-MiniLM-L6-v2/q4`. */
  readonly model: string;
  readonly dims: number;
}

/** A source of vectors. Rejects with RetryableError-like TroupeErrors (`retryable`) when another try may succeed. */
export interface Embedder extends EmbeddingModel {
  /** One vector a text, in their order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** A vector as pgvector reads it. */
export const vectorText = (vector: Float32Array): string => `[${vector.join(",")}]`;
