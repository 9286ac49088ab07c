/** Work cut into pieces that are worth a message to another thread, and none so large that the others wait for it. */

/** Pieces of at most `most` items and, where an item has a weight, of no more than `weight` unless it is one item. */
export const cut = <A>(
  items: ReadonlyArray<A>,
  most: number,
  weightOf: (item: A) => number = () => 0,
  weight = Infinity
): ReadonlyArray<ReadonlyArray<A>> => {
  const pieces: Array<Array<A>> = []
  let piece: Array<A> = []
  let sum = 0
  for (const item of items) {
    if (piece.length === 0 || piece.length >= most || sum + weightOf(item) > weight) {
      piece = []
      pieces.push(piece)
      sum = 0
    }
    piece.push(item)
    sum += weightOf(item)
  }
  return pieces
}

/** What a task does with a piece: "hash head of a/x and 63 more". */
export const title = (verb: string, [first = "", ...others]: ReadonlyArray<string>): string =>
  others.length === 0 ? `${verb} ${first}` : `${verb} ${first} and ${others.length} more`
