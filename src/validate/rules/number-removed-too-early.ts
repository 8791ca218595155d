import { formatLentNumber } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Holding } from '../holding.ts';
import { movesOf } from '../moves.ts';
import { quarantineOver } from '../release.ts';
import { at, type ChangeRule, type Violation } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/**
 * The line of a number stays in its tenant's file until the quarantine is over, as the file does, and says until then what the
 * quarantine follows from: deleted instead of ended, dated back or with another usage, the number would look free before it is.
 */
export const numberRemovedTooEarly: ChangeRule = {
  code: 'number-removed-too-early',
  severity: 'error',
  *check(context) {
    const { base, head, date } = context;
    const files = new Map(head.tenants.map((t) => [t.fileId, t]));
    for (const [number, before] of base.holdings) {
      for (const old of before) {
        const tenant = files.get(old.tenant.fileId);
        if (!tenant || quarantineOver(old, base, date)) continue;
        const lines = (head.holdings.get(number) ?? []).filter((h) => h.tenant === tenant);
        const losses = lines.map((line) => lossOf(line, old, date));
        if (losses.includes(undefined)) continue;
        // number-moved-without-release speaks of it.
        if (movesOf(old, context).length > 0) continue;
        yield losses.find((loss) => loss !== undefined) ?? takenOut(tenant, old, date);
      }
    }
  },
};

function takenOut({ source }: TenantView, old: Holding, date: LocalDate): Violation {
  return {
    file: source.file,
    at: source.keyAt(['numbers']),
    message: {
      en: `${formatLentNumber(old.number)} was taken out, but is still lent or in quarantine on ${date}`,
      ja: `${formatLentNumber(old.number)} の行が消されましたが、${date} の時点でまだ貸し出し中か隔離期間中です`,
    },
    action: {
      en: 'bring its line back and end it (ends), and take it out once the quarantine is over',
      ja: '行を元に戻して利用終了日（ends）を書き、隔離期間が終わってから消してください',
    },
  };
}

/**
 * What a line of the same tenant no longer says of `old`. Who still has the number on the day of the change may end it yesterday at the
 * earliest, since its calls went there until now; what has ended stays as it was.
 *
 * @returns undefined where the quarantine of `old` can still be derived from it
 */
function lossOf(line: Holding, old: Holding, date: LocalDate): Violation | undefined {
  const yesterday = addDays(date, -1);
  const ended = old.to !== undefined && old.to < date;
  const last = old.to !== undefined && old.to < yesterday ? old.to : yesterday;
  const number = formatLentNumber(old.number);
  const until = ended ? ` ${old.to} まで` : 'これまで';
  const { source } = line.tenant;
  const { path, usage, starts, ends } = line.assignment;
  if (usage !== old.assignment.usage) {
    const why = {
      en: `${number} was ${old.assignment.usage} ${ended ? `to ${old.to}` : 'until now'}, and its quarantine follows from that`,
      ja: `${number} は${until}利用方法が ${old.assignment.usage} で、隔離期間はそれに従います`,
    };
    return at(source, [...path, 'usage'], why, {
      en: `let a line with usage: ${old.assignment.usage} stay, ended`,
      ja: `usage: ${old.assignment.usage} の行を、利用終了日を書いて残してください`,
    });
  }
  if (line.from > old.from && line.from > last) {
    const why = {
      en: `${number} begins on ${line.from} here, although it was in use ${ended ? `to ${old.to}` : 'until now'}`,
      ja: `${number} は${until}使われていたのに、ここでは ${line.from} に始まっています`,
    };
    const place = starts ? [...path, 'starts'] : ['contract', 'starts'];
    return at(source, place, why, {
      en: `let it begin on ${old.from}, or add a line for the later use`,
      ja: `開始日を ${old.from} のままにするか、後の利用には行を加えてください`,
    });
  }
  if (line.to !== undefined && line.to < last) {
    const why = {
      en: `${number} ends on ${line.to} here, although it was in use ${ended ? `to ${old.to}` : 'until now'}`,
      ja: `${number} は${until}使われていたのに、ここでは ${line.to} に終わっています`,
    };
    const place = ends ? [...path, 'ends'] : ['contract', 'ends'];
    return at(source, place, why, {
      en: `let it end on ${last}${ended ? '' : ' or later'}`,
      ja: `終了日を ${last}${ended ? '' : ' 以降'} にしてください`,
    });
  }
  return undefined;
}
