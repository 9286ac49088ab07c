/** Circles in a graph of names. */

/** One path per circle, its first name repeated at its end; no circle is told twice. Edges to unknown names are ignored. */
export const cyclesIn = (edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyArray<ReadonlyArray<string>> => {
  const cycles: Array<ReadonlyArray<string>> = []
  const done = new Set<string>()
  const path: Array<string> = []
  const visit = (name: string): void => {
    const seenAt = path.indexOf(name)
    if (seenAt >= 0) {
      cycles.push([...path.slice(seenAt), name])
      return
    }
    if (done.has(name)) return
    path.push(name)
    for (const next of edges.get(name) ?? []) visit(next)
    path.pop()
    done.add(name)
  }
  for (const name of edges.keys()) visit(name)
  return cycles
}
