import { maskAddresses } from '../../../domain/mask.ts';
import { REASONS, type Route } from './route.ts';

/** Who gets it and why, for people; addresses are masked. */
export function routeRows(route: Route): [to: string, why: string][] {
  if (route.refusal !== undefined) return [['だれにも届かない', `受付を断る（550）。${route.refusal}`]];
  const suffix = route.captured ? '。ただしこのスタックは capture のため、だれにも送られない' : '';
  if (route.room)
    return [[`Chatworkの部屋「${route.room.name}」`, `契約者の報告方法。部屋の参加者全員が見る${suffix}`]];
  return route.recipients.map(({ name, email, why }) => [
    `${name} <${maskAddresses(email)}>`,
    `${REASONS[why]}${suffix}`,
  ]);
}

const STATES: Record<Route['contract'], string> = {
  'not-started': '契約開始前',
  running: '契約中',
  suspended: '利用停止中：報告は届く',
  grace: '契約終了後の受付期間',
  ended: '契約終了',
};

/** What the day is in the contract, for people. */
export function routeState({ contract, takenUntil }: Route): string {
  return contract === 'grace' ? `${STATES.grace}、${takenUntil}まで` : STATES[contract];
}
