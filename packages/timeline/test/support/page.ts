/** A browser without pixels, for what a page does. */
import { type BrowserWindow, Window } from "happy-dom"

/** Opens a page and runs its scripts. Every element is as wide as the window. */
export const openPage = (html: string, width = 1000): BrowserWindow => {
  const window = new Window({
    url: "about:blank",
    width,
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true }
  })
  Object.defineProperty(window.HTMLElement.prototype, "clientWidth", { get: () => width })
  window.document.write(html)
  return window
}
