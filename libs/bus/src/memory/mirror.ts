import type { MirroredType } from "@troupe/contracts";
import type { SchemaMirror } from "../bus.js";

/** Event types in memory. */
export function createMemoryMirror(): SchemaMirror {
  const types = new Map<string, MirroredType>();
  const keyOf = (tenant: string, type: string) => `${tenant}/${type}`;
  const lookup = (tenant: string, type: string) => types.get(keyOf(tenant, type));
  return {
    async put(tenant, type) {
      types.set(keyOf(tenant, type.type), structuredClone(type));
    },
    async remove(tenant, type) {
      types.delete(keyOf(tenant, type));
    },
    lookup,
    fetch: async (tenant, type) => lookup(tenant, type),
  };
}
