import type { Outcome } from "../bus.js";

/** What was said of leases that have not run out, so that the same settlement sent twice is answered alike. */
export class Answered {
  readonly #answers = new Map<number, { readonly outcome: Outcome["outcome"]; readonly end: number }>();

  add(lease: { readonly id: number; readonly end: number }, outcome: Outcome["outcome"], now: number): void {
    for (const [id, { end }] of this.#answers) {
      if (end > now) break;
      this.#answers.delete(id);
    }
    this.#answers.set(lease.id, { outcome, end: lease.end });
  }

  /** Whether that lease was settled so, and would not have run out yet. */
  has(lease: number, outcome: Outcome["outcome"], now: number): boolean {
    const answer = this.#answers.get(lease);
    return answer?.outcome === outcome && answer.end > now;
  }
}
