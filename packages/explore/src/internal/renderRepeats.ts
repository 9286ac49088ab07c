/** Finds what a run does again and again, so that a loop is shown once. */
import type { Row } from "./renderRows.ts"

/** The longest repeated block that is looked for, and how many rows must be saved for it to be folded. */
const longest = 40
const worthFolding = 6

export const foldRepeats = (rows: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  const keys = rows.map(keyOf)
  const folded: Array<Row> = []
  let index = 0
  while (index < rows.length) {
    const { length, times } = bestRepeat(keys, index)
    if (times === 0) {
      folded.push(rows[index++]!)
      continue
    }
    const block = rows.slice(index, index + length)
    const steps = block.reduce((sum, row) => sum + (row.kind === "step" ? 1 : row.kind === "more" ? row.count : 0), 0)
    folded.push(...block, { kind: "again", steps, times })
    index += length * (times + 1)
  }
  return folded
}

/** The block that begins here and saves most rows when its repetitions are left out. */
const bestRepeat = (keys: ReadonlyArray<string>, from: number): { readonly length: number; readonly times: number } => {
  let best = { length: 0, times: 0 }
  for (let length = 1; length <= longest && from + length < keys.length; length++) {
    let matched = 0
    while (keys[from + matched] === keys[from + matched + length] && from + matched + length < keys.length) matched++
    const times = Math.floor(matched / length)
    if (times >= 2 && length * times >= worthFolding && length * times > best.length * best.times)
      best = { length, times }
  }
  return best
}

const keyOf = (row: Row): string => {
  if (row.kind !== "step") return JSON.stringify(row)
  const { ended, fiber, operation, place, touched, turn, waits, woken } = row.step
  return JSON.stringify([fiber, operation, place, waits, ended, turn, woken, row.switched, touched])
}
