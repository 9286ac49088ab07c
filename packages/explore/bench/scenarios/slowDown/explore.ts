/** Explore: one program under many random schedules; an item is a schedule. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"
import { type Program, timed } from "../../../../core/bench/harness/Program.ts"
import { stepsOf } from "../steps.ts"
import { type Body, eight, nineHundred, thirty } from "./bodies.ts"

const explored = async ({ program, steps }: Body): Promise<Program> => {
  const found = await stepsOf(program)
  if (found !== steps) throw new Error(`the body should have ${steps} steps, and has ${found}`)
  return timed(async (n) => {
    const report = await Effect.runPromise(Explore.run(program, { strategy: Explore.random, schedules: n }))
    if (report.failure !== undefined) throw new Error(report.failure.message)
    return report.schedules
  })
}

export const exploredEight = () => explored(eight)

export const exploredThirty = () => explored(thirty)

export const exploredNineHundred = () => explored(nineHundred)
