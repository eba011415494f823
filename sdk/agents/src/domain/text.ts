import type { Fault } from "@troupe/contracts";

const INSTEAD = "\ufffd";

/** A text without NUL and halves of surrogate pairs, which no store keeps. */
export const withoutFaults = (text: string): string =>
  text.replaceAll("\0", INSTEAD).replace(/\p{Surrogate}/gu, INSTEAD);

/** Where JSON holds a text that no store keeps; names of members are not looked at. */
export function textFault(value: unknown, pointer = ""): Fault | undefined {
  if (typeof value === "string") {
    return withoutFaults(value) === value ? undefined : { pointer, message: "holds a NUL or half a surrogate pair" };
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const fault = textFault(member, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
