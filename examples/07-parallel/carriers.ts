import { Worker } from "@troupe/sdk";
import { bookSeat, cancelSeat, quote, quoted, seatBooked, seatCancelled } from "./events.js";

const PRICES: Readonly<Record<string, number>> = { rail: 80, bus: 35, air: 140 };
/** The air line takes its time. */
const AN_HOUR = 3_600_000;

const carriers = new Worker({ name: "carriers", capabilities: ["seats"] });
const priceOf = (carrier: string): number => PRICES[carrier] ?? 0;

carriers.onTask(quote, { replies: quoted }, async (task) => {
  const { carrier } = task.data;
  if (carrier === "air") await task.sleep(AN_HOUR);
  return { carrier, price: priceOf(carrier) };
});

carriers.onTask(
  bookSeat,
  { replies: seatBooked, undo: ({ carrier, to }) => [cancelSeat, { carrier, to }] },
  ({ data, logger }) => {
    logger.info({}, `booked a seat by ${data.carrier} to ${data.to}`);
    return { price: priceOf(data.carrier) };
  },
);

carriers.onTask(cancelSeat, { replies: seatCancelled }, ({ data, logger }) => {
  logger.info({}, `took back the seat by ${data.carrier} to ${data.to}`);
  return {};
});

await carriers.run();
