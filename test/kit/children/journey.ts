/** The events of a journey, and the world outside in which its agents have their effects. */
import { request } from "node:http";
import { defineEvent, type TaskContext } from "@troupe/sdk";
import { z } from "zod";

function event<S extends z.ZodType>(type: string, schema: S) {
  const topic = type.endsWith(".requested")
    ? "action-requests"
    : type.endsWith(".completed")
      ? "action-results"
      : "business-facts";
  return defineEvent({ type, topic, description: type, schema });
}

const price = z.object({ price: z.number() });
const nothing = z.object({});
const cities = z.object({ cities: z.int() });

export const journey = event("journey.requested", z.object({ fate: z.enum(["good", "bad"]) }));
export const trip = event("trip.requested", z.object({ fate: z.string() }));
export const tripped = event("trip.completed", price);
export const hotel = event("hotel.requested", z.object({ city: z.string() }));
export const booked = event("hotel.completed", price);
export const unplan = event("unplan.requested", z.object({ cities: z.array(z.string()) }));
export const unplanned = event("unplan.completed", nothing);
export const unbook = event("unbook.requested", z.object({ city: z.string() }));
export const unbooked = event("unbook.completed", nothing);
export const tripBooked = event("trip.booked", cities);
export const tripPaid = event("trip.paid", cities);

/** Deliveries that survive any number of kills, and come again soon after one. */
export const policy = { maxAttempts: 100, backoffMs: [100, 300, 1000], leaseMs: 3000 };

/** Tells the world that a boundary is reached; goes on when the world says so. */
export const at = (
  name: string,
  task: { readonly event: { readonly missionid?: string | undefined } },
): Promise<void> => tell("/boundary", { name, mission: task.event.missionid ?? "" });

/** An effect on the outside: the world knows repeated ones by their key. */
export const effect = (task: TaskContext<unknown>, step: string): Promise<void> =>
  tell("/effect", { mission: task.event.missionid ?? "", task: task.event.id, step });

function tell(path: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, process.env.WORLD_URL);
    const outgoing = request(url, { method: "POST", agent: false }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve());
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify(body));
  });
}
