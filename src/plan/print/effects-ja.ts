import type { Moment } from '../../domain/announcement.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { KIND_NAMES, USAGE_NAMES } from '../../domain/number-words.ts';
import type { Announcement } from '../../model/tenant.ts';
import type { Days, Effect } from '../effect.ts';

const CHANNEL = { mail: 'メール', chatwork: 'Chatwork' };
const DAYS = { weekdays: '平日', saturdays: '土曜日', holidays: '日曜・祝日' };
const MOMENT: Record<Moment, string> = {
  outsideHours: '受付時間外',
  holiday: '休日',
  suspended: '番号の停止中',
  ended: '番号の終了後',
  busy: 'オペレーター全員が通話中のとき',
};

/** {@link effectText} in Japanese. */
export function effectTextJa(effect: Effect, date: LocalDate, named = (name: string) => name): string {
  switch (effect.code) {
    case 'number-taken':
      return `${formatLentNumber(effect.number)}（${USAGE_NAMES[effect.usage]}）への${KIND_NAMES[effect.kind]}を${span(effect)}受ける`;
    case 'number-released':
      return released(effect, date);
    case 'number-dates':
      return `${formatLentNumber(effect.number)} の期間: ${span(effect.after)}${was(span(effect.before))}`;
    case 'number-usage':
      return `${formatLentNumber(effect.number)} の表示: ${USAGE_NAMES[effect.after]}${was(USAGE_NAMES[effect.before])}`;
    case 'number-kind':
      return `${formatLentNumber(effect.number)} の種類: ${KIND_NAMES[effect.after]}${was(KIND_NAMES[effect.before])}`;
    case 'forwarded-from':
      return `${formatLentNumber(effect.number)} へ転送する回線が変わる`;
    case 'contract-dates':
      return `契約期間: ${span(effect.after)}${was(span(effect.before))}`;
    case 'suspended':
      return `${effect.since}から、番号が停止中であると案内される`;
    case 'suspension-moved':
      return `${effect.after}から、番号が停止中であると案内される${was(effect.before)}`;
    case 'resumed':
      return resumed(effect, date);
    case 'hours':
      return `受付時間（${DAYS[effect.days]}）: ${hours(effect.after)}${was(hours(effect.before))}`;
    case 'blocked-callers':
      return effect.before === effect.after
        ? `着信を断る番号が入れ替わる（${effect.after}件のまま）`
        : `着信を断る番号: ${effect.after}件${was(`${effect.before}件`)}`;
    case 'withheld-refused':
      return effect.after ? '非通知の人は186を付けてかけ直すよう案内される' : '非通知の人の電話もつながる';
    case 'announcement':
      return announcement(effect, named);
    case 'pool':
      return `プール ${effect.after} が受ける${was(effect.before)}`;
    case 'company':
      return '会社名・読み・応答文・名簿のいずれかの表示が変わる';
    case 'channel':
      return `報告は${CHANNEL[effect.after]}で届く${was(CHANNEL[effect.before])}`;
    case 'addresses':
      return '報告の宛先または受け取る人が変わる';
    case 'recipients':
      return `一つの報告を受け取る人: 最大${effect.after}名${was(`${effect.before}名`)}`;
    case 'room-made':
      return 'Chatworkのルームが作られる';
    case 'room-adopted':
      return `Chatworkのルーム ${effect.roomId} を引き継ぎ、名前・説明・参加者の権限を合わせる`;
    case 'room-left':
      return 'Chatworkのルームは参加者に残す';
    case 'room-changed':
      return 'Chatworkのルームの名前・説明・参加者のいずれかが変わる';
    case 'room-invitation':
      return effect.after ? '招待リンクが作られる' : '招待リンクがなくなる';
    case 'fee': {
      const more = effect.after - effect.before;
      const sign = more < 0 ? '-' : '+';
      return `${yenJa(effect.after)}${was(`${yenJa(effect.before)}、${sign}${yenJa(Math.abs(more))}`)}`;
    }
  }
}

function released(
  { number, usage, from, to }: Extract<Effect, { code: 'number-released' }>,
  date: LocalDate,
): string {
  const what = `${formatLentNumber(number)}（${USAGE_NAMES[usage]}）`;
  if (to !== undefined && to < date)
    return `${what}: ${to}に終わった番号の記載がなくなる。かける人に変わりはない`;
  if (from > date) return `${what}: ${from}からの貸し出しは取りやめ`;
  return `${what}${to === undefined ? '' : `、${to}まで、`}を返却する。かけてもつながらなくなる`;
}

function resumed({ since, to }: Extract<Effect, { code: 'resumed' }>, date: LocalDate): string {
  if (to !== undefined && to < date)
    return `${to}に終わった契約から停止の記載がなくなる。かける人に変わりはない`;
  if (since > date) return `${since}からの停止は取りやめ`;
  return '停止が解かれ、またつながる';
}

function announcement(
  { moment, before, after }: Extract<Effect, { code: 'announcement' }>,
  named: (name: string) => string,
): string {
  const usual = moment === 'holiday' ? '受付時間外の案内' : '共通の案内';
  const shown = (sound: Announcement | undefined) =>
    sound ? `${named(sound.file)}（${sound.digest.slice(0, 12)}、${sound.seconds.toFixed(1)}秒）` : usual;
  return `${MOMENT[moment]}に聞く音声: ${shown(after)}${was(shown(before))}`;
}

function hours(text: string): string {
  return text === 'closed' ? '休み' : text;
}

function span({ from, to }: Days): string {
  return to === undefined ? `${from}から` : `${from}から${to}まで`;
}

function was(text: string): string {
  return `（これまで ${text}）`;
}

/** `1,100円`. */
export function yenJa(amount: number): string {
  return `${amount.toLocaleString('en-US')}円`;
}
