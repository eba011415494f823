import fc from "fast-check";

/** Text over a few characters, so that valid and nearly valid values are both frequent. */
export const textOf = (characters: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength });

/** One token of an event type. */
export const typeToken = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789_-"),
  minLength: 1,
  maxLength: 8,
});

/** A valid event type. */
export const eventType = fc.array(typeToken, { minLength: 2, maxLength: 8 }).map((tokens) => tokens.join("."));

const smallToken = fc.constantFrom("a", "b", "c-d");
/** Types and filters over three tokens, so that they often match. */
export const smallType = fc.array(smallToken, { minLength: 2, maxLength: 8 }).map((tokens) => tokens.join("."));
export const smallFilter = fc
  .tuple(fc.array(fc.oneof(smallToken, fc.constant("*")), { maxLength: 7 }), fc.boolean())
  .filter(([tokens, rest]) => tokens.length > 0 || rest)
  .map(([tokens, rest]) => [...tokens, ...(rest ? [">"] : [])].join("."));
