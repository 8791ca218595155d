/** The order of two texts by UTF-16 code units: that of a locale would differ from machine to machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
