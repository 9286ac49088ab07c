/** What each row of the table says, before anybody knows how wide the columns are. */
import type { Trace, TraceStep } from "../Trace.ts"
import { type Cell, stepCell } from "./renderCells.ts"
import type { Row } from "./renderRows.ts"
import type { Line, Signs } from "./renderText.ts"

export interface Entry {
  readonly step: TraceStep | undefined
  readonly mark: "switched" | "forced" | undefined
  readonly cells: ReadonlyMap<number, Cell>
  /** What stands across the table instead of cells. */
  readonly across: string | undefined
}

export const entryOf = (trace: Trace, row: Row, shared: ReadonlySet<string>, signs: Signs): Entry => {
  const { dash, ellipsis } = signs
  const across = (text: string): Entry => ({ step: undefined, mark: undefined, cells: new Map(), across: text })
  switch (row.kind) {
    case "clock":
      return across(`${dash} ${row.milliseconds} ms later ${dash}`)
    case "left out":
      return across(`${ellipsis} ${row.steps} more steps ${ellipsis}`)
    case "again": {
      const what = row.steps === 1 ? "the same step" : `the same ${row.steps} steps`
      return across(`${ellipsis} ${what} ${row.times} more times ${ellipsis}`)
    }
    case "more":
      return { ...across(""), cells: new Map([[row.fiber, moreCell(row, signs)]]), across: undefined }
    case "step": {
      const { step, switched } = row
      const mark = step.turn ? "forced" : switched ? "switched" : undefined
      const woken = step.woken.map((fiber) => [fiber, readyCell(signs)] as const)
      const cells = new Map([...woken, [step.fiber, stepCell(trace, step, shared, signs)] as const])
      return { step, mark, cells, across: undefined }
    }
  }
}

const readyCell = ({ running }: Signs): Cell => [[[`${running} ready`, "running"]], [[running, "running"]]]

const moreCell = ({ count, fiber, objects }: Row & { readonly kind: "more" }, { ellipsis }: Signs): Cell => {
  const more = `${ellipsis} ${count} more`
  const named = `${more} operations of fiber ${fiber}`
  const texts = [named, `${more} operations`, more]
  const all = objects.length === 0 ? texts : [`${named} on ${objects.slice(0, 3).join(", ")}`, ...texts]
  return all.map((text): Line => [[text, "muted"]])
}
