/** Counts the steps of a program. */
import { Explore } from "@heddle/explore"
import { Effect } from "effect"

/** In the schedule without preemptions. The bound on steps tells how many there are: it breaks off a run of one more. */
export const stepsOf = async (program: Effect.Effect<unknown>): Promise<number> => {
  const isWithin = async (maxSteps: number) => {
    const options = { strategy: Explore.exhaustive(), schedules: 1, maxSteps }
    return (await Effect.runPromise(Explore.run(program, options))).failure === undefined
  }
  let [most, least] = [1, 0]
  while (!(await isWithin(most))) [least, most] = [most, most * 2]
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2)
    if (await isWithin(middle)) most = middle
    else least = middle
  }
  return most
}
