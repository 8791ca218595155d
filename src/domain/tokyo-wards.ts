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
