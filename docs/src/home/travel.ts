import { Context, Data, Effect } from "effect"

export class SoldOutError extends Data.TaggedError("SoldOutError")<{ readonly what: string }> {}

/** What the searches find in this run. */
export const World = Context.Reference("heddle-docs/World", {
  defaultValue: () => ({ carMillis: 430, hotelSoldOut: false })
})

export const findFlight = Effect.as(Effect.sleep("180 millis"), "flight").pipe(Effect.withSpan("flight"))

export const findHotel = Effect.gen(function* () {
  const { hotelSoldOut } = yield* World
  yield* Effect.sleep("320 millis")
  return hotelSoldOut ? yield* new SoldOutError({ what: "hotel" }) : "hotel"
}).pipe(Effect.withSpan("hotel"))

const releaseCar = Effect.sleep("46 millis").pipe(Effect.withSpan("cleanup of car"))

export const findCar = Effect.gen(function* () {
  const { carMillis } = yield* World
  yield* Effect.sleep(carMillis)
  return "car"
}).pipe(
  Effect.onInterrupt(() => releaseCar),
  Effect.withSpan("car")
)

export const ticker = Effect.never.pipe(Effect.withSpan("ticker"))

export const plan = (...parts: ReadonlyArray<string>): string => parts.join(", ")
