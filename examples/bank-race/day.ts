/** A day at the bank: what is explored. */
import { Explore } from "@heddle/explore"
import { Data, Effect, Fiber } from "effect"
import { Bank, money } from "./bank.ts"

/** The audit counted what is not there, or missed what is. */
export class AuditWrongError extends Data.TaggedError("AuditWrongError")<{ readonly counted: number }> {
  override get message(): string {
    return `the audit counted ${this.counted} of ${money}`
  }
}

/** One transfer, and an audit at the same time. */
export const day = Effect.gen(function* () {
  const bank = yield* Bank
  const transfer = yield* Effect.forkChild(bank.transfer(30).pipe(Explore.named("transfer")))
  const audit = yield* Effect.forkChild(bank.audit.pipe(Explore.named("audit")))
  const counted = yield* Fiber.join(audit)
  yield* Fiber.join(transfer)
  if (counted !== money) return yield* new AuditWrongError({ counted })
  return `the audit counted ${counted}`
})
