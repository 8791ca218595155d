import { describe, expect, test } from 'vitest';
import { AlarmWatch } from '../../../src/node/agent/alarm-watch.ts';
import type { Alarms } from '../../../src/store/alarms.ts';

/** A watch whose sources say what stands in `counts`, on a clock of its own. */
function watched(...counts: (Alarms | Error)[]) {
  const log: string[] = [];
  const clock = { now: 0 };
  const sources = counts.map((_, i) => async () => {
    const count = counts[i];
    if (count instanceof Error) throw count;
    return count ?? {};
  });
  const watch = new AlarmWatch(
    sources,
    (line) => log.push(line),
    () => clock.now,
  );
  const look = async () => {
    clock.now += 15_000;
    await watch.look();
    return { alarms: watch.alarms, log: log.splice(0) };
  };
  return { counts, look, clock, watch };
}

describe('what waits for a person', () => {
  test('is none where nothing does', async () => {
    expect(await watched({ 'report-late': 0 }, {}).look()).toEqual({ alarms: {}, log: [] });
  });

  test('is logged where it has grown, once, and forgotten when it is gone', async () => {
    const { counts, look } = watched({ 'report-late': 1 });
    const line = (count: number) =>
      `denwaban-alarm report-late: ${count} (reports wait for longer than is usual)`;
    expect(await look()).toEqual({ alarms: { 'report-late': 1 }, log: [line(1)] });
    expect(await look()).toEqual({ alarms: { 'report-late': 1 }, log: [] });
    counts[0] = { 'report-late': 3 };
    expect((await look()).log).toEqual([line(3)]);
    counts[0] = { 'report-late': 2 };
    expect(await look()).toEqual({ alarms: { 'report-late': 2 }, log: [] });
    counts[0] = {};
    expect(await look()).toEqual({ alarms: {}, log: [] });
    counts[0] = { 'report-late': 1 };
    expect((await look()).log).toEqual([line(1)]);
  });

  test('is told one by one where it has names, and of these only the new ones are logged', async () => {
    const { counts, look } = watched({ 'report-missing': ['a, call 1'] });
    const line = (names: string) =>
      `denwaban-alarm report-missing: 1 (answered calls without a report): ${names}`;
    expect((await look()).log).toEqual([line('a, call 1')]);
    counts[0] = { 'report-missing': ['b, call 2', 'a, call 1'] };
    expect(await look()).toEqual({
      alarms: { 'report-missing': ['b, call 2', 'a, call 1'] },
      log: [line('b, call 2')],
    });
    counts[0] = { 'report-missing': [] };
    expect(await look()).toEqual({ alarms: {}, log: [] });
  });

  test('is an alarm of its own where it cannot be counted, and hides no other', async () => {
    const { look } = watched(new Error('no Postfix'), { 'fax-undelivered': 2 });
    expect((await look()).alarms).toEqual({ 'alarms-unreadable': 1, 'fax-undelivered': 2 });
  });

  test('is counted no more often than each 15 seconds', async () => {
    const { counts, look, clock, watch } = watched({});
    await look();
    counts[0] = { 'report-late': 1 };
    clock.now += 14_000;
    await watch.look();
    expect(watch.alarms).toEqual({});
    clock.now += 1_000;
    await watch.look();
    expect(watch.alarms).toEqual({ 'report-late': 1 });
  });
});
