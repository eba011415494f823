import type { Structured } from "../domain/split.js";

/** What a document says, without its markup. */
export interface Extracted extends Structured {
  readonly title: string | undefined;
}
