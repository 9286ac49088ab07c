/** Quantities as a person reads them. */

const prefixes = ["kB", "MB", "GB", "TB", "PB"]

/** 999 bytes, 4.1 kB, 53.4 MB: thousands, as disks are sold and `ls --si` prints them. */
export const bytes = (count: number): string => {
  if (count < 1000) return counted(Math.round(count), "byte")
  let value = count / 1000
  let prefix = 0
  while (value >= 999.95 && prefix < prefixes.length - 1) {
    value /= 1000
    prefix += 1
  }
  return `${value.toFixed(1)} ${prefixes[prefix]}`
}

/** 310 ms, 1.4 s, 2 min 5 s, 1 h 4 min. */
export const duration = (millis: number): string => {
  if (millis < 999.5) return `${Math.round(millis)} ms`
  if (millis < 59_950) return `${(millis / 1000).toFixed(1)} s`
  const seconds = Math.round(millis / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** 1 file, 27,058 files. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`

/** 27,058 */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/gu, ",")
