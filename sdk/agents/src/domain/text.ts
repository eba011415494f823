import { type Fault, pointerBelow, withoutFaults } from "@troupe/contracts";

const FAULT = "holds a NUL or half a surrogate pair";

/** Where JSON holds a text that no store keeps, as a value or as a member's name. */
export function textFault(value: unknown, pointer = ""): Fault | undefined {
  if (typeof value === "string") return withoutFaults(value) === value ? undefined : { pointer, message: FAULT };
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const shown = withoutFaults(name);
    const below = pointerBelow(pointer, shown);
    const fault = shown === name ? textFault(member, below) : { pointer: below, message: `the name ${FAULT}` };
    if (fault !== undefined) return fault;
  }
  return undefined;
}
