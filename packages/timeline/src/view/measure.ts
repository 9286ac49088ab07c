/** How wide text is, without a browser to ask. */

/** Widths of Arial's letters, which the faces of the brand's stack are close to, in em. */
const widths: ReadonlyArray<readonly [string, number]> = [
  ["ijl'|!.,:;", 0.25],
  ["ftrI/()[] -", 0.33],
  ["mwMW", 0.86],
  ["ABCDEFGHJKLNOPQRSTUVXYZ", 0.69],
  ["ckszvxyJ", 0.5]
]

const known = new Map(
  widths.flatMap(([letters, width]) => Array.from(letters).map((letter) => [letter, width] as const))
)

/** Pixels at a font size of `size` pixels. */
export const widthOf = (text: string, size: number): number => {
  let width = 0
  for (const letter of text) width += known.get(letter) ?? (letter > "\u2e80" ? 1 : 0.56)
  return width * size
}

/** As much of the text as fits, with an ellipsis when not all does; empty when not even two letters do. */
export const elided = (text: string, size: number, room: number): string => {
  if (widthOf(text, size) <= room) return text
  let kept = ""
  for (const letter of text) {
    if (widthOf(`${kept}${letter}…`, size) > room) break
    kept += letter
  }
  return kept.length < 2 ? "" : `${kept.trimEnd()}…`
}
