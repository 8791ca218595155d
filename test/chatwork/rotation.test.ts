import { describe, expect, it } from 'vitest';
import { ROOMS_AT_A_TIME, roomsInTurn } from '../../src/chatwork/rotation.ts';

describe('rooms in turn', () => {
  it('are all of them where they are few', () => {
    const rooms = Array.from({ length: ROOMS_AT_A_TIME }, (_, i) => i);
    expect(roomsInTurn(rooms, 12_345)).toEqual(rooms);
  });

  it('come round completely, five minutes after five minutes', () => {
    const rooms = Array.from({ length: 205 }, (_, i) => i);
    const windows = [0, 1, 2].map((i) => roomsInTurn(rooms, i * 5 * 60 * 1000));
    expect(windows.flat()).toEqual(rooms);
    expect(Math.max(...windows.map((w) => w.length))).toBe(ROOMS_AT_A_TIME);
    expect(roomsInTurn(rooms, 3 * 5 * 60 * 1000)).toEqual(windows[0]);
  });
});
