import type { Language, Text } from '../../domain/language.ts';
import type { Action } from '../diff.ts';
import type { Plan, ToolkitPlan } from '../plan.ts';
import { yenJa } from './effects-ja.ts';
import { count, signed, yen } from './words.ts';

/** The plan in a few lines: what it is compared with, then what the toolkit changes and what it costs. The first is the headline. */
export function summaryLines(plan: Plan, language: Language): string[] {
  const where = whereWords(plan);
  const nothing = { en: `No changes: ${where.en}`, ja: `変更はありません: ${where.ja}` };
  if (plan.changes.length === 0) return [nothing[language]];
  const of = (action: Action) => plan.tenants.filter((tenant) => tenant.action === action).length;
  const [made, changed, gone] = [of('create'), of('update'), of('delete')];
  const headline = {
    en: `Tenants: ${made} to create, ${changed} to update, ${gone} to delete (${where.en})`,
    ja: `契約会社: 新規 ${made}、変更 ${changed}、削除 ${gone}（${where.ja}）`,
  };
  const toolkit = toolkitLines(plan.toolkit).map((line) => `${TOOLKIT[language]}: ${line[language]}`);
  return [headline[language], ...toolkit, ...feeLines(plan).map((line) => line[language])];
}

function whereWords({ stack, date, against }: Plan): Text {
  const other =
    against.kind === 'applied'
      ? { en: 'what is applied', ja: '適用済みの状態' }
      : { en: against.ref, ja: against.ref };
  return {
    en: `stack ${stack}, ${date}, against ${other.en}`,
    ja: `スタック ${stack}、${date}、${other.ja}との比較`,
  };
}

const TOOLKIT = { en: 'Toolkit', ja: 'ツールキット' };
const ACTED_JA: Record<Action, string> = { create: '作成', update: '更新', delete: '削除' };

/** What toolkit and stack change beside the tenants' files, a line each. */
export function toolkitLines({ cluster, numbers, rendered, releases }: ToolkitPlan): Text[] {
  const lines: Text[] = [];
  if (cluster !== undefined) {
    lines.push({
      en: `${cluster} the cluster part (trunks, operators, pools, library); calls in progress keep theirs`,
      ja: `共通部分（回線・オペレーター・プール・ダイヤルプラン）の${ACTED_JA[cluster]}。通話中の電話は今のまま`,
    });
  }
  if (numbers !== undefined) {
    lines.push({
      en: `${numbers} the numbers part; every number stays with its tenant`,
      ja: `番号表の${ACTED_JA[numbers]}。番号の持ち主は変わらない`,
    });
  }
  if (rendered > 0) {
    lines.push({
      en: `rendered anew for ${count(rendered, 'tenant')} whose files did not change`,
      ja: `ファイルに変更のない契約会社 ${rendered} 社の生成し直し`,
    });
  }
  if (releases.length > 0) {
    lines.push({
      en: `another release for ${releases.join(', ')}`,
      ja: `リリースだけが変わるシャード: ${releases.join('、')}`,
    });
  }
  return lines;
}

function feeLines({ fees: { before, after } }: Plan): Text[] {
  if (before === after) return [];
  const more = after - before;
  return [
    {
      en: `Fees: ${yen(after)} a month, was ${yen(before)} (${signed(more)})`,
      ja: `料金: 月額 ${yenJa(after)}（これまで ${yenJa(before)}、${more < 0 ? '-' : '+'}${yenJa(Math.abs(more))}）`,
    },
  ];
}
