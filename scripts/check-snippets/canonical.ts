/** A text without the freedoms of writing: no space outside strings, and every string in double quotes. */
export const canonical = (text: string): string =>
  text.replaceAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\s+/g, (_all, single?: string, double?: string) => {
    const content = single?.replaceAll("\\'", "'").replaceAll('"', '\\"') ?? double
    return content === undefined ? "" : `"${content}"`
  })
