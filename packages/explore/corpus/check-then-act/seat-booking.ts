/** Two customers book the same seat of a train. */
import { Context, Data, Effect, Layer, Ref } from "effect"
import type { Entry } from "../Entry.ts"
import { invariant } from "../invariant.ts"

class SeatTakenError extends Data.TaggedError("SeatTakenError")<{ readonly seat: string }> {}

/** The passenger of each booked seat. */
type Bookings = Ref.Ref<ReadonlyMap<string, string>>
type Book = (bookings: Bookings, seat: string, passenger: string) => Effect.Effect<void, SeatTakenError>

class Train extends Context.Service<
  Train,
  {
    readonly book: (seat: string, passenger: string) => Effect.Effect<void, SeatTakenError>
  }
>()("railway/Train") {
  static readonly layer = (book: Book) =>
    Layer.effect(
      Train,
      Effect.map(Ref.make<ReadonlyMap<string, string>>(new Map()), (bookings) =>
        Train.of({ book: (seat, passenger) => book(bookings, seat, passenger) })
      )
    )
}

const program = (book: Book) =>
  Effect.gen(function* () {
    const train = yield* Train
    const confirmed = yield* Ref.make(0)
    const customer = (name: string) =>
      train.book("12A", name).pipe(
        Effect.andThen(Ref.update(confirmed, (n) => n + 1)),
        Effect.catchTag("SeatTakenError", () => Effect.void)
      )

    yield* Effect.all([customer("Ada"), customer("Grace")], { concurrency: 2, discard: true })

    const count = yield* Ref.get(confirmed)
    yield* invariant(count === 1, `seat 12A was confirmed to ${count} passengers`)
  }).pipe(Effect.provide(Train.layer(book)))

const checkThenBook: Book = Effect.fnUntraced(function* (bookings, seat, passenger) {
  const taken = (yield* Ref.get(bookings)).has(seat)
  if (taken) return yield* new SeatTakenError({ seat })
  yield* Ref.update(bookings, (map) => new Map(map).set(seat, passenger))
})

const bookIfFree: Book = Effect.fnUntraced(function* (bookings, seat, passenger) {
  const taken = yield* Ref.modify(bookings, (map) =>
    map.has(seat) ? [true, map] : [false, new Map(map).set(seat, passenger)]
  )
  if (taken) return yield* new SeatTakenError({ seat })
})

export const seatBooking: Entry = {
  name: "seat-booking",
  bugClass: "check-then-act",
  teaches:
    "Both customers see the seat free before either has booked it, and both are confirmed. " +
    "`Ref.modify` looks and books in one step.",
  oracle: "exit",
  mode: "explore",
  granularity: "op",
  buggy: program(checkThenBook),
  corrected: program(bookIfFree)
}
