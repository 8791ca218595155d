import { describe, expect, it } from 'vitest';
import { ROOMS_AT_A_TIME, roomsInTurn, tenantsInTurn } from '../../src/chatwork/rotation.ts';
import type { TenantId } from '../../src/domain/ids.ts';

describe('rooms in turn', () => {
  it('are all of them where they are few', () => {
    const rooms = Array.from({ length: ROOMS_AT_A_TIME }, (_, i) => i);
    expect(roomsInTurn(rooms, 12_345)).toEqual(rooms);
  });

  it('come round completely, five minutes after five minutes', () => {
    const rooms = Array.from({ length: 205 }, (_, i) => i);
    const windows = [0, 1, 2, 3, 4, 5, 6].map((i) => roomsInTurn(rooms, i * 5 * 60 * 1000));
    expect(windows.flat()).toEqual(rooms);
    expect(Math.max(...windows.map((w) => w.length))).toBe(ROOMS_AT_A_TIME);
    expect(roomsInTurn(rooms, 7 * 5 * 60 * 1000)).toEqual(windows[0]);
  });

  it('leave the delivery of reports more than a third of the limit, with drift and an apply at once', () => {
    expect(2 * (1 + 3 * ROOMS_AT_A_TIME)).toBeLessThan(200);
  });

  it('are the same tenants whatever order they come in', () => {
    const tenants = Array.from({ length: 100 }, (_, i) => `t-${100 + i}` as TenantId);
    const turn = tenantsInTurn(tenants, 0);
    expect([...turn]).toEqual(tenants.slice(0, ROOMS_AT_A_TIME));
    expect(tenantsInTurn(tenants.toReversed(), 0)).toEqual(turn);
  });
});
