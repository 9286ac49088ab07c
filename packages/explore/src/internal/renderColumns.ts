/** How wide the columns of a table are. */
import type { Cell } from "./renderCells.ts"
import { lineWidth } from "./renderText.ts"

const widest = 40
const narrowest = 9

/** The cells of a row, one for each column; undefined where there is nothing. */
export type Cells = ReadonlyArray<Cell | undefined>

/**
 * As wide as their cells, or as there is room for: the widest columns give way first. Undefined when there are so many
 * columns that none of them could be read.
 */
export const columnWidths = (
  rows: ReadonlyArray<Cells>,
  count: number,
  room: number,
  gap: number
): ReadonlyArray<number> | undefined => {
  const available = room - gap * (count - 1)
  if (available < narrowest * count) return undefined
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(5, ...rows.map((cells) => wanted(cells, column)))
  )
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess--) {
    widths[widths.indexOf(Math.max(...widths))]!--
  }
  return widths
}

/** What a cell says in full, or its shortest form where it may run on over an empty cell to its right. */
const wanted = (cells: Cells, column: number): number => {
  const cell = cells[column]
  if (cell === undefined) return 0
  const runsOn = column + 1 < cells.length && cells[column + 1] === undefined
  return Math.min(widest, lineWidth((runsOn ? cell.at(-1) : cell[0]) ?? []))
}
