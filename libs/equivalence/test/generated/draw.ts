/** Choices that a seed decides, the same on every machine. */
export class Draw {
  #state: number;
  #labels = 0;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 1) >>> 0;
  }

  /** A number from 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)] as T;
  }

  /** As many as drawn of what is made. */
  many<T>(from: number, to: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.integer(from, to) }, (_, index) => make(index));
  }

  /** A number that no other part of the program has. */
  label(): number {
    this.#labels += 1;
    return this.#labels;
  }

  /** The same expression, which now and then says that it is being worked out. */
  traced(text: string, share = 0.4): string {
    return this.chance(share) ? `t(${this.label()}, ${text})` : text;
  }

  small(): string {
    return String(this.integer(-2, 6));
  }
}
