import { TaskScope } from "@heddle/core"
import { findCar, findFlight, findHotel, plan, ticker } from "./travel.ts"

export const trip = TaskScope.run(
  function* (scope) {
    yield* scope.fork(ticker, { name: "ticker", daemon: true })
    const flight = yield* scope.fork(findFlight, { name: "flight" })
    const hotel = yield* scope.fork(findHotel, { name: "hotel" })
    const car = yield* scope.fork(findCar, { name: "car" })
    return plan(yield* flight.join, yield* hotel.join, yield* car.join)
  },
  { name: "trip", deadline: "2 seconds" }
)
