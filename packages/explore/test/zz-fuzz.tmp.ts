import * as fc from "/work/main/node_modules/fast-check/lib/fast-check.js"
import { Timeline } from "/work/main/packages/timeline/src/index.ts"
import { anyReport } from "/work/main/packages/explore/test/support/traces.ts"
import { renderFailure } from "/work/main/packages/explore/src/internal/render.ts"
import { widthOf } from "/work/main/packages/explore/src/internal/renderText.ts"
import { toTimeline } from "/work/main/packages/explore/src/internal/toTimeline.ts"
fc.assert(fc.property(anyReport, fc.integer({ min: 40, max: 130 }), fc.boolean(), (r, width, ascii) => {
  const t = renderFailure(r, { width, ascii, color: false })
  for (const l of t.split("\n")) if (widthOf(l) > width) throw new Error(l)
  if (ascii && !/^[ -~\n]*$/.test(t)) throw new Error("ascii")
  Timeline.parse(JSON.parse(JSON.stringify(toTimeline(r))))
}), { numRuns: 8000 })
console.log("ok")
