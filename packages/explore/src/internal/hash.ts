/** FNV-1a (Fowler, Noll, Vo), 32 bits, over the characters of a text, going on from an earlier hash. */
export const hashOf = (text: string, from = 0x811c9dc5): number => {
  let hash = from
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Four digits of it. */
export const digits = (hash: number): string => ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, "0")
