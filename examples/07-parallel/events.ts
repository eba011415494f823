import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

const request = <S extends z.ZodType>(type: string, description: string, schema: S) =>
  defineEvent({ type: `${type}.requested`, topic: "action-requests", description, schema });
const answer = <S extends z.ZodType>(type: string, description: string, schema: S) =>
  defineEvent({ type: `${type}.completed`, topic: "action-results", description, schema });

export const trip = request("trip", "Arrange a trip", z.object({ to: z.string(), budget: z.number() }));
export const arranged = answer("trip", "A trip is arranged", z.object({ carrier: z.string(), price: z.number() }));

export const quote = request("quote", "Say what a seat costs", z.object({ carrier: z.string(), to: z.string() }));
export const quoted = answer("quote", "What a seat costs", z.object({ carrier: z.string(), price: z.number() }));

const seat = z.object({ carrier: z.string(), to: z.string() });
export const bookSeat = request("seat.book", "Book a seat", seat);
export const seatBooked = answer("seat.book", "A seat is booked", z.object({ price: z.number() }));
export const cancelSeat = request("seat.cancel", "Give a seat back", seat);
export const seatCancelled = answer("seat.cancel", "A seat was given back", z.object({}));

const room = z.object({ to: z.string() });
export const bookRoom = request("room.book", "Book a room", room);
export const roomBooked = answer("room.book", "A room is booked", z.object({ price: z.number() }));
export const cancelRoom = request("room.cancel", "Give a room back", room);
export const roomCancelled = answer("room.cancel", "A room was given back", z.object({}));

export const pay = request("trip.pay", "Pay", z.object({ price: z.number(), budget: z.number() }));
export const paid = answer("trip.pay", "It is paid", z.object({ price: z.number() }));
