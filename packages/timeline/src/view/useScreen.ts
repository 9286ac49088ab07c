import type { RefObject } from "preact"
import { useLayoutEffect, useState } from "preact/hooks"

export interface Screen {
  /** Of the element, in pixels, as it changes. */
  readonly width: number
  /** Whether it is pointed at with fingers. */
  readonly touch: boolean
}

/** What a page is drawn for before anyone has looked at it. */
export const defaultScreen: Screen = { width: 960, touch: false }

/** What an element has to be drawn for; the default until it stands in a page. */
export const useScreen = (element: RefObject<HTMLElement>): Screen => {
  const [screen, setScreen] = useState(defaultScreen)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return undefined
    const pointer = matchMedia("(pointer: coarse)")
    const measure = () => {
      // An element that is not shown has no width; what it was drawn for stays until it is.
      if (current.clientWidth === 0) return
      setScreen({ width: Math.max(240, current.clientWidth), touch: pointer.matches })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return screen
}
