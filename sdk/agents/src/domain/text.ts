import { type Fault, pointerBelow, withoutFaults } from "@troupe/contracts";

/** Where JSON holds a text that no store keeps; names of members are not looked at. */
export function textFault(value: unknown, pointer = ""): Fault | undefined {
  if (typeof value === "string") {
    return withoutFaults(value) === value ? undefined : { pointer, message: "holds a NUL or half a surrogate pair" };
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const fault = textFault(member, pointerBelow(pointer, name));
    if (fault !== undefined) return fault;
  }
  return undefined;
}
