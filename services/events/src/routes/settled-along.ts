import type { Bus } from "@troupe/bus";
import { DELIVERY_HEADER, SETTLED_HEADER } from "@troupe/contracts";
import type { FastifyInstance, onSendHookHandler } from "fastify";
import type { EventsMetrics } from "../metrics.js";

/**
 * A call that ends the work on a delivery may name its token in a header: once the call has succeeded the delivery is
 * acknowledged, and the answer says so. Where it is not, whoever called settles as ever.
 */
export function settleAlong(app: FastifyInstance, { bus, metrics }: { bus: Bus; metrics: EventsMetrics }): void {
  const settle: onSendHookHandler = (request, reply, _payload, done) => {
    const token = request.headers[DELIVERY_HEADER];
    if (typeof token !== "string" || reply.statusCode >= 300) return done();
    const { tenant, scopes } = request.principal;
    if (!scopes.has("events:subscribe")) return done();
    bus.settle(tenant, [{ outcome: "ack", token }]).then(
      ([settled]) => {
        metrics.settled.add(settled?.ok ? "ack" : "refused");
        if (settled?.ok) reply.header(SETTLED_HEADER, "true");
        done();
      },
      () => done(),
    );
  };
  app.addHook("onRoute", (route) => {
    if ([route.method].flat().includes("POST")) route.onSend = [...[route.onSend ?? []].flat(), settle];
  });
}
