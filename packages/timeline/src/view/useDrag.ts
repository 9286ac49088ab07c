import { useRef } from "preact/hooks"

/** Pixels before a press becomes a drag. */
const slack = 4

export interface Drag {
  readonly start: (event: PointerEvent) => void
  /** How far the pointer went since the last move, once it drags. */
  readonly move: (event: PointerEvent) => number | undefined
  /** Whether it had been a drag. */
  readonly end: () => boolean
}

/** One finger, or the mouse with its main button, along the x axis. */
export const useDrag = (): Drag => {
  const from = useRef<number>()
  const drags = useRef(false)
  return {
    start: (event) => {
      if (event.button !== 0 || !event.isPrimary) return
      from.current = event.clientX
      drags.current = false
    },
    move: (event) => {
      if (from.current === undefined) return undefined
      const moved = event.clientX - from.current
      if (!drags.current && Math.abs(moved) < slack) return undefined
      if (!drags.current && event.currentTarget instanceof Element)
        event.currentTarget.setPointerCapture(event.pointerId)
      drags.current = true
      from.current = event.clientX
      return moved
    },
    end: () => {
      const dragged = drags.current
      from.current = undefined
      drags.current = false
      return dragged
    }
  }
}
