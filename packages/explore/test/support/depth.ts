/** How much more than usual the long tests should try: `HEDDLE_DEPTH`, 1 or more. */
export const depth: number = Math.max(1, Number(process.env["HEDDLE_DEPTH"] ?? 1) || 1)
