import type { Clock } from "@troupe/bus";

/** Counts what a tenant keeps, to bound it. */
export interface StorageMeter {
  /** Bytes that count as stored. */
  used(tenant: string): number;
  add(tenant: string, bytes: number): void;
  /** Milliseconds until something of what is counted falls out of the window. */
  retryAfterMs(tenant: string): number;
}

const SLICES = 60;

interface Slice {
  readonly index: number;
  bytes: number;
}

/**
 * An estimate of stored bytes: what this process saw the tenant publish within the last `windowMs`, the age at which
 * the streams let go of events. It starts anew with the process and counts its own replica only, so it bounds a
 * tenant's growth and is no account of it.
 */
export function createWindowMeter(windowMs: number, clock: Clock): StorageMeter {
  const sliceMs = windowMs / SLICES;
  const tenants = new Map<string, Slice[]>();
  const current = (tenant: string): Slice[] => {
    const oldest = Math.floor(clock.now() / sliceMs) - SLICES;
    const slices = (tenants.get(tenant) ?? []).filter(({ index }) => index > oldest);
    tenants.set(tenant, slices);
    return slices;
  };
  return {
    used: (tenant) => current(tenant).reduce((sum, { bytes }) => sum + bytes, 0),
    add(tenant, bytes) {
      const index = Math.floor(clock.now() / sliceMs);
      const slices = current(tenant);
      const last = slices.at(-1);
      if (last?.index === index) last.bytes += bytes;
      else slices.push({ index, bytes });
    },
    retryAfterMs(tenant) {
      const [first] = current(tenant);
      return first === undefined ? 1000 : Math.max(1000, Math.ceil((first.index + SLICES + 1) * sliceMs - clock.now()));
    },
  };
}
