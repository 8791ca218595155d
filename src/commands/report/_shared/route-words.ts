import type { Text } from '../../../domain/language.ts';
import { maskAddresses } from '../../../domain/mask.ts';
import { REASONS } from '../../../domain/recipient-words.ts';
import type { Route } from './route.ts';

const NOBODY = { en: 'nobody gets it', ja: 'だれにも届かない' };
const CAPTURED = {
  en: '; but this stack captures, and nobody is sent anything',
  ja: '。ただしこのスタックは capture のため、だれにも送られない',
};

/** Who gets it and why, for people; addresses are masked. */
export function routeRows(route: Route): [to: Text, why: Text][] {
  const { refusal, room } = route;
  if (refusal !== undefined)
    return [[NOBODY, { en: `refused (550): ${refusal.en}`, ja: `受付を断る（550）。${refusal.ja}` }]];
  const suffix = route.captured ? CAPTURED : { en: '', ja: '' };
  const because = (why: Text): Text => ({ en: `${why.en}${suffix.en}`, ja: `${why.ja}${suffix.ja}` });
  if (room) {
    const to = { en: `the Chatwork room “${room.name}”`, ja: `Chatworkの部屋「${room.name}」` };
    return [[to, because(OF_ROOM)]];
  }
  return route.recipients.map(({ name, email, why }) => {
    const to = `${name} <${maskAddresses(email)}>`;
    return [{ en: to, ja: to }, because(REASONS[why])];
  });
}

const OF_ROOM = {
  en: 'the tenant’s channel; everybody in the room sees it',
  ja: '契約会社の報告方法。部屋の参加者全員が見る',
};

const STATES: Record<Route['contract'], Text> = {
  'not-started': { en: 'before the contract starts', ja: '契約開始前' },
  running: { en: 'the contract runs', ja: '契約中' },
  suspended: { en: 'suspended: reports arrive', ja: '利用停止中：報告は届く' },
  grace: { en: 'days of grace after the contract', ja: '契約終了後の受付期間' },
  ended: { en: 'the contract has ended', ja: '契約終了' },
};

/** What the day is in the contract, for people. */
export function routeState({ contract, takenUntil }: Route): Text {
  const { en, ja } = STATES[contract];
  return contract === 'grace'
    ? { en: `${en}, to ${takenUntil}`, ja: `${ja}、${takenUntil}まで` }
    : { en, ja };
}
