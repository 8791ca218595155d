import { randomBytes } from 'node:crypto';

/** Of a fax: A4 in the fine resolution is 1,728 dots wide. */
const ROW_BYTES = 1728 / 8;
const ROWS = 1000;

/** A TIFF of so many pages, each with so many rows of noise, which take about a fifth of a second each to send; the rest is white. */
export function faxTiff(noise: readonly number[]): Buffer {
  const parts: Buffer[] = [Buffer.from('49492a0000000000', 'hex')];
  let length = 8;
  let link = { part: 0, at: 4 };
  const add = (bytes: Buffer): number => {
    parts.push(bytes);
    length += bytes.length;
    return length - bytes.length;
  };
  for (const [page, rows] of noise.entries()) {
    const image = Buffer.alloc(ROW_BYTES * ROWS);
    randomBytes(rows * ROW_BYTES).copy(image, (ROWS / 2) * ROW_BYTES);
    const strip = add(image);
    const [x, y] = [204, 196].map((dots) => add(Buffer.from(new Uint32Array([dots, 1]).buffer)));
    const tags: [tag: number, type: 3 | 4 | 5, value: number][] = [
      ...([
        [256, 3, 1728],
        [257, 3, ROWS],
        [258, 3, 1],
        [259, 3, 1],
        [262, 3, 0],
        [266, 3, 1],
      ] as const),
      ...([
        [273, 4, strip],
        [277, 3, 1],
        [278, 3, ROWS],
        [279, 4, image.length],
      ] as const),
      ...([
        [282, 5, x ?? 0],
        [283, 5, y ?? 0],
        [296, 3, 2],
      ] as const),
    ].map(([tag, type, value]) => [tag, type, value]);
    const directory = Buffer.alloc(2 + tags.length * 12 + 4);
    directory.writeUInt16LE(tags.length);
    for (const [i, [tag, type, value]] of tags.entries()) {
      directory.writeUInt16LE(tag, 2 + i * 12);
      directory.writeUInt16LE(type, 4 + i * 12);
      directory.writeUInt32LE(1, 6 + i * 12);
      directory.writeUInt32LE(value, 10 + i * 12);
    }
    const at = add(directory);
    parts[link.part]?.writeUInt32LE(at, link.at);
    link = { part: parts.length - 1, at: directory.length - 4 };
    if (page === noise.length - 1) break;
  }
  return Buffer.concat(parts);
}
