/** Effect: the same program run plainly, again and again; an item is a run. */
import { Effect } from "effect"
import { timed } from "../../../../core/bench/harness/Program.ts"
import { type Body, eight, nineHundred, thirty } from "./bodies.ts"

const plain = ({ program }: Body) =>
  timed(async (n) => {
    for (let run = 0; run < n; run++) Effect.runSync(program)
    return n
  })

export const plainEight = plain(eight)

export const plainThirty = plain(thirty)

export const plainNineHundred = plain(nineHundred)
