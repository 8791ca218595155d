import { DateTime } from 'luxon';
import { same } from '../../domain/language.ts';
import { ZONE } from '../../domain/local-date.ts';
import type { Check } from '../finding.ts';
import { said } from '../program.ts';

/**
 * The machine's clock: contracts begin and end by it. It is wrong for certain where it lags behind the newest commit; whether it is kept in time is the
 * system's to say, where it says it.
 */
export const clockCheck: Check = async (examined) => {
  const name = { en: 'clock', ja: '時計' };
  const now = DateTime.now().setZone(ZONE);
  const shown = `${now.toFormat('yyyy-MM-dd HH:mm:ss')} ${ZONE}`;
  const why = {
    en: 'numbers are lent and hours kept by it, and locks and signatures carry its time',
    ja: '番号の貸出期間や受付時間、ロック、署名がこの時計によります',
  };
  const commit = Number(await said(examined, 'git', 'log', '-1', '--format=%ct'));
  if (commit > now.toSeconds() + SLACK_SECONDS)
    return {
      check: 'clock',
      name,
      state: 'missing',
      found: { en: `${shown}: before the newest commit`, ja: `${shown}。最新のコミットより前です` },
      why,
      mend: 'timedatectl set-ntp true',
    };
  if ((await said(examined, 'timedatectl', 'show', '--property=NTPSynchronized', '--value')) === 'no')
    return {
      check: 'clock',
      name,
      state: 'absent',
      found: { en: `${shown}, kept in time by nothing`, ja: `${shown}。時刻同期が動いていません` },
      why,
      mend: 'timedatectl set-ntp true',
    };
  return { check: 'clock', name, state: 'ok', found: same(shown) };
};

/** Commits come from other machines too, whose clocks differ a little. */
const SLACK_SECONDS = 120;
