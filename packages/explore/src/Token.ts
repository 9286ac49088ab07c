/**
 * The line that brings a failure back: `hx1:seed=42;dev=10>2.3fa1,17>1.77b0;end=40.9c2e`.
 *
 * `dev` are the turns of the schedule: at step 10 fiber 2 goes instead of the one whose turn it was. What stands behind
 * the dots is a hash of everything that was done up to there, so that another program is told from the right one, and
 * where it begins to differ. `at=await` says the granularity where it is not `op`, `int=2@5` that fiber 2 is interrupted
 * before its operation 5, `plan=3` which operations `Explore.linearizable` had planned.
 *
 * @since 0.1.0
 */
import { TokenInvalidError } from "./errors.ts"
import type { Granularity, Interruption, Turn } from "./Report.ts"

export interface CheckedTurn extends Turn {
  /** Of all steps before it. */
  readonly hash: string
}

export interface Token {
  readonly seed: number
  readonly granularity: Granularity
  readonly turns: ReadonlyArray<CheckedTurn>
  readonly interruption: Interruption | undefined
  /** The plan of operations, of `Explore.linearizable` alone. */
  readonly plan: number | undefined
  /** Decisions of the whole run, and the hash of all its steps. */
  readonly end: { readonly tick: number; readonly hash: string }
}

const version = "hx1"

/** The token as text. */
export const print = ({ end, granularity, interruption, plan, seed, turns }: Token): string =>
  [
    `${version}:seed=${seed}`,
    ...(granularity === "op" ? [] : [`at=${granularity}`]),
    `dev=${turns.map(({ fiber, hash, tick }) => `${tick}>${fiber}.${hash}`).join(",")}`,
    ...(interruption === undefined ? [] : [`int=${interruption.fiber}@${interruption.operation}`]),
    ...(plan === undefined ? [] : [`plan=${plan}`]),
    `end=${end.tick}.${end.hash}`
  ].join(";")

/** Reads a token; throws a `TokenInvalidError` that says which part is wrong. */
export const parse = (text: string): Token => {
  const refuse = (part: string, allowed: string) => new TokenInvalidError({ token: text, part, allowed })
  const [, head, rest] = /^\s*(\w+):(.*?)\s*$/.exec(text) ?? []
  if (head === undefined || rest === undefined) throw refuse(text, `${version}:seed=...;dev=...;end=...`)
  if (head !== version) throw refuse(head, `${version}, the version this Explore reads; make the token anew`)
  const parts = new Map<string, string>()
  for (const part of rest.split(";")) {
    const [name = "", value] = part.split("=")
    if (!["seed", "at", "dev", "int", "plan", "end"].includes(name) || value === undefined || parts.has(name)) {
      throw refuse(
        part,
        "seed=N, at=await, dev=STEP>FIBER.HASH,..., int=FIBER@OPERATION, plan=N and end=STEP.HASH, each once"
      )
    }
    parts.set(name, value)
  }
  const read = (name: string, pattern: RegExp, allowed: string): RegExpExecArray | undefined => {
    const value = parts.get(name)
    const match = value === undefined ? null : pattern.exec(value)
    if (value !== undefined && match === null) throw refuse(`${name}=${value}`, allowed)
    return match ?? undefined
  }
  const seed = read("seed", /^(-?\d{1,10})$/, "an integer")
  const end = read("end", /^(\d{1,9})\.([0-9a-f]{4})$/, "STEP.HASH, such as 40.9c2e")
  const at = read("at", /^(op|await)$/, "op or await")
  const plan = read("plan", /^(\d{1,9})$/, "a number")
  const int = read("int", /^(\d{1,9})@(\d{1,9})$/, "FIBER@OPERATION, such as 2@5")
  if (seed === undefined || end === undefined) throw refuse(text, "a token with seed= and end=")
  const dev = parts.get("dev") ?? ""
  const turns =
    dev === ""
      ? []
      : dev.split(",").map((turn): CheckedTurn => {
          const [, tick, fiber, hash] = /^(\d{1,9})>(-?\d{1,9})\.([0-9a-f]{4})$/.exec(turn) ?? []
          if (hash === undefined) throw refuse(turn, "STEP>FIBER.HASH, such as 10>2.3fa1")
          return { tick: Number(tick), fiber: Number(fiber), hash }
        })
  return {
    seed: Number(seed[1]),
    granularity: at?.[1] === "await" ? "await" : "op",
    turns,
    interruption: int === undefined ? undefined : { fiber: Number(int[1]), operation: Number(int[2]) },
    plan: plan && Number(plan[1]),
    end: { tick: Number(end[1]), hash: end[2] ?? "" }
  }
}
