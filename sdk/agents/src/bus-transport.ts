import { type Bus, type Clock, systemClock } from "@troupe/bus";
import {
  type BatchResult,
  type CloudEvent,
  type EventInput,
  eventInputSchema,
  MAX_DATA_BYTES,
  type PublishReceipt,
  TroupeError,
  toUtc,
} from "@troupe/contracts";
import { v7 } from "uuid";
import { traceIdOf } from "./domain/trace.js";
import { faultsOf } from "./events/definition.js";
import type {
  DeliverySession,
  JoinRequest,
  ObservationSession,
  ObserveRequest,
  Sight,
  Transport,
} from "./transport.js";

/** As whom the bus is used: what a token says on the way over HTTP. */
export interface BusIdentity {
  readonly tenant: string;
  readonly actor: string;
}

/** The bus without a service in between, for agents inside the trusted network: no tokens, nothing encoded twice. */
export function busTransport(
  bus: Pick<Bus, "publish" | "join" | "observe">,
  identity: BusIdentity,
  clock: Clock = systemClock,
): Transport {
  const { tenant } = identity;
  const publish = async (input: EventInput): Promise<PublishReceipt> =>
    bus.publish(completed(input, identity, clock.now()));
  return {
    publish,
    publishBatch: (events) =>
      Promise.all(events.map((event) => publish(event).catch((error: unknown) => batchProblem(event, error)))),
    async join(request: JoinRequest): Promise<DeliverySession> {
      const session = await bus.join(tenant, request);
      return { leave: () => session.stop(), [Symbol.asyncIterator]: () => session[Symbol.asyncIterator]() };
    },
    async observe(request: ObserveRequest): Promise<ObservationSession> {
      const observation = await bus.observe(tenant, request);
      return {
        cursor: observation.cursor,
        close: () => observation.close(),
        [Symbol.asyncIterator]: (): AsyncIterator<readonly Sight[]> => observation[Symbol.asyncIterator](),
      };
    },
    close: async () => undefined,
  };
}

/** What the events service does at its edge: check, then set what is not the producer's to say. */
function completed(input: EventInput, { tenant, actor }: BusIdentity, now: number): CloudEvent {
  const checked = eventInputSchema.safeParse(input);
  if (!checked.success) {
    const errors = faultsOf(checked.error);
    throw new TroupeError("VALIDATION_FAILED", `${errors[0]?.pointer ?? ""}: ${errors[0]?.message ?? ""}`, { errors });
  }
  const { data } = input;
  if (data !== undefined && Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES) {
    throw new TroupeError("EVENT_TOO_LARGE", `the data of ${input.type} is larger than ${MAX_DATA_BYTES} bytes`);
  }
  const id = input.id ?? v7();
  const { deliverat, expiresat } = input;
  return {
    ...input,
    id,
    time: input.time === undefined ? new Date(now).toISOString() : toUtc(input.time),
    ...(deliverat === undefined ? {} : { deliverat: toUtc(deliverat) }),
    ...(expiresat === undefined ? {} : { expiresat: toUtc(expiresat) }),
    datacontenttype: input.datacontenttype ?? "application/json",
    correlationid: input.correlationid ?? id,
    hops: input.hops ?? 0,
    tenantid: tenant,
    actor,
  };
}

function batchProblem(event: EventInput, error: unknown): BatchResult {
  const known =
    error instanceof TroupeError ? error : new TroupeError("INTERNAL", "the event was not stored", { cause: error });
  return { problem: known.toProblem(traceIdOf(event.traceparent)) };
}
