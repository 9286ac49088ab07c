/**
 * Names of files as text. A name on disk is bytes, and not all bytes are UTF-8: each byte that is not becomes one lone
 * surrogate, U+DC80 to U+DCFF, so that `toSystem(decode(bytes))` gives the same bytes back (Python's `surrogateescape`).
 */

/** The text of a name. Loses nothing. */
export const decode = (bytes: Buffer): string => {
  const text = bytes.toString("utf8")
  if (!text.includes("\uFFFD")) return text
  let decoded = ""
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    decoded +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) // every byte that is not UTF-8 is 0x80 or more
        : bytes.toString("utf8", at, at + length)
    at += Math.max(length, 1)
  }
  return decoded
}

/** What Node's file functions take for `path`: text, or bytes where the text stands for bytes that are not UTF-8. */
export const toSystem = (path: string): string | Buffer => {
  if (path.isWellFormed()) return path
  const parts = path
    .split(/([\udc80-\udcff])/u)
    .map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.of(part.charCodeAt(0) - 0xdc00)))
  return Buffer.concat(parts)
}

/** `path` on one line and without anything a terminal would obey: such characters and bytes are written as escapes. */
export const printable = (path: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what this replaces
  path.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]/gu, (character) => {
    const code = character.charCodeAt(0)
    if (character === "\\") return "\\\\"
    if (character === "\n") return "\\n"
    if (character === "\t") return "\\t"
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`
  })

/** `folder` and `name` joined with one slash. */
export const join = (folder: string, name: string): string => {
  if (folder === ".") return name
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`
}

/** The length of the UTF-8 sequence that starts at `at`, or 0 if none does. */
const sequenceLength = (bytes: Buffer, at: number): number => {
  const first = bytes[at] ?? 0
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length <= 1) return length
  return bytes.toString("utf8", at, at + length).includes("\uFFFD") && !isReplacement(bytes, at) ? 0 : length
}

/** Whether U+FFFD itself, which is a character like any other, is written at `at`. */
const isReplacement = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd
