const WARDS = [
  '千代田',
  '中央',
  '港',
  '新宿',
  '文京',
  '台東',
  '墨田',
  '江東',
  '品川',
  '目黒',
  '大田',
  '世田谷',
  '渋谷',
  '中野',
  '杉並',
  '豊島',
  '北',
  '荒川',
  '板橋',
  '練馬',
  '足立',
  '葛飾',
  '江戸川',
];
const IN_WARDS = new RegExp(`東京都\\s*(?:${WARDS.join('|')})区`);

/** Whether an address is inside Tokyo's 23 wards. Needs 東京都: other cities have wards of the same names. */
export function inTokyoWards(address: string): boolean {
  return IN_WARDS.test(address);
}

const PREFECTURES =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県';
const TOKYO_OUTSIDE_WARDS =
  '八王子市 立川市 武蔵野市 三鷹市 青梅市 府中市 昭島市 調布市 町田市 小金井市 小平市 日野市 東村山市 国分寺市 国立市 福生市 狛江市 東大和市 清瀬市 東久留米市 武蔵村山市 多摩市 稲城市 羽村市 あきる野市 西東京市 西多摩郡 瑞穂町 日の出町 檜原村 奥多摩町 大島町 利島村 新島村 神津島村 三宅村 御蔵島村 八丈町 青ヶ島村 小笠原村';
/** At the beginning alone, after a postal code: 東京都府中市 holds 京都府. */
const ELSEWHERE = new RegExp(
  `^[〒\\d\\s-]*(?:${PREFECTURES.replaceAll(' ', '|')}|(?:東京都)?\\s*(?:${TOKYO_OUTSIDE_WARDS.replaceAll(' ', '|')}))`,
);

/** Whether an address is surely outside Tokyo's 23 wards. One without its prefecture, or in another script, is neither in nor outside. */
export function outsideTokyoWards(address: string): boolean {
  return !inTokyoWards(address) && ELSEWHERE.test(address);
}
