import type { Tenant } from '../../../src/model/tenant.ts';
import { day, number, person, tenant } from '../../render/sample.ts';

const FAMILIES =
  '佐藤:サトウ 鈴木:スズキ 高橋:タカハシ 田中:タナカ 伊藤:イトウ 渡邉:ワタナベ 山本:ヤマモト 中村:ナカムラ 小林:コバヤシ 加藤:カトウ 吉田:ヨシダ 山田:ヤマダ 佐々木:ササキ 山口:ヤマグチ 松本:マツモト 井上:イノウエ 木村:キムラ 林:ハヤシ 斎藤:サイトウ 清水:シミズ';
const GIVEN =
  '太郎:タロウ 花子:ハナコ 一郎:イチロウ 恵子:ケイコ 健一:ケンイチ 美咲:ミサキ 大輔:ダイスケ 由美子:ユミコ 修:オサム 愛:アイ 誠:マコト 陽子:ヨウコ 亮:リョウ';
const PLACES =
  '青葉:アオバ 若松:ワカマツ 川口:カワグチ 富士:フジ 日の出:ヒノデ 中央:チュウオウ 港:ミナト 東:アズマ 桜:サクラ 千代田:チヨダ 朝日:アサヒ';
const TRADES =
  '商事:ショウジ 印刷:インサツ 電機:デンキ 不動産:フドウサン 歯科クリニック:シカクリニック 建設:ケンセツ 法律事務所:ホウリツジムショ 運輸:ウンユ 食品:ショクヒン データサービス:データサービス';

/** Invented companies with names as they are usual, six people and two numbers each. */
export function manyTenants(count: number): Tenant[] {
  const of = (list: string, i: number): [string, string] => {
    const words = list.split(' ');
    const [name = '', kana = ''] = (words[i % words.length] ?? '').split(':');
    return [name, kana];
  };
  return Array.from({ length: count }, (_, i) => {
    const id = `tenant-${String(i).padStart(5, '0')}`;
    const [family, place, trade] = [of(FAMILIES, i), of(PLACES, i * 7), of(TRADES, i * 3)];
    const name = `${place[0]}${family[0]}${trade[0]}`;
    return tenant(id, {
      company: {
        name: i % 3 === 0 ? `${name}株式会社` : `株式会社${name}`,
        kana: `${place[1]}${family[1]}${trade[1]}`,
        greeting: `お電話ありがとうございます。${name}でございます。`,
        address: `東京都港区芝公園99-${1 + (i % 90)}-1`,
      },
      contract: { starts: day('2026-12-01'), ...(i % 20 === 5 ? { ends: day('2027-02-28') } : {}) },
      numbers: [number(`03${50_000_000 + i}`), number(`050${10_000_000 + i}`, { usage: 'forwarding' })],
      roster: Array.from({ length: 6 }, (_, p) => {
        const [names, given] = [of(FAMILIES, i + 5 * p), of(GIVEN, i * 11 + p)];
        return {
          ...person(`p${p}`, `${names[0]} ${given[0]}`, p % 2 === 0 ? `p${p}@${id}.example` : undefined),
          kana: `${names[1]} ${given[1]}`,
          department: '営業部',
        };
      }),
    });
  });
}
