import { Worker } from "@troupe/sdk";
import {
  arranged,
  bookRoom,
  bookSeat,
  cancelRoom,
  paid,
  pay,
  quote,
  quoted,
  roomBooked,
  roomCancelled,
  seatBooked,
  trip,
} from "./events.js";

const CARRIERS = ["rail", "bus", "air"];
const ROOM_PRICE = 90;

const travel = new Worker({ name: "travel", capabilities: ["trips", "rooms", "payment"] });

travel.onTask(trip, { replies: arranged }, async (task) => {
  const { to, budget } = task.data;
  const asked = CARRIERS.map((carrier) => ({ event: quote, data: { carrier, to }, replies: quoted }));
  const quotes = await task.delegateParallel(asked, { name: "quotes", join: { quorum: 2 } });
  const offers = quotes.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const best = offers.reduce((cheapest, offer) => (offer.price < cheapest.price ? offer : cheapest));
  const [seat, room] = await task.delegateParallel(
    [
      { event: bookSeat, data: { carrier: best.carrier, to }, replies: seatBooked },
      { event: bookRoom, data: { to }, replies: roomBooked },
    ],
    { name: "bookings" },
  );
  const price = seat.price + room.price;
  await task.delegate(pay, { price, budget }, { replies: paid });
  return { carrier: best.carrier, price };
});

travel.onTask(bookRoom, { replies: roomBooked, undo: ({ to }) => [cancelRoom, { to }] }, ({ data, logger }) => {
  logger.info({}, `booked a room in ${data.to}`);
  return { price: ROOM_PRICE };
});

travel.onTask(cancelRoom, { replies: roomCancelled }, ({ data, logger }) => {
  logger.info({}, `took back the room in ${data.to}`);
  return {};
});

travel.onTask(pay, { replies: paid }, ({ data: { price, budget }, fail }) => {
  if (price > budget) fail(`${price} is more than the ${budget} there are`);
  return { price };
});

await travel.run();
