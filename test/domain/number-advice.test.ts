import { describe, expect, it } from 'vitest';
import { adviseNumber } from '../../src/domain/number-advice.ts';
import { inTokyoWards } from '../../src/domain/tokyo-wards.ts';

describe('advice on 03 or 050', () => {
  it.each([
    ['東京都港区芝公園1-1-1', '03'],
    ['〒105-0011 東京都 港区芝公園1-1-1', '03'],
    ['東京都八王子市旭町1-1', '050'],
    ['大阪府大阪市港区築港1-1-1', '050'],
    ['〒600-8216 京都府京都市下京区1', '050'],
    ['東京都府中市宮西町1', '050'],
    ['町田市森野1', '050'],
    ['東京都小笠原村父島1', '050'],
  ])('displayed, %s: %s', (address, type) => {
    expect(adviseNumber('displayed', { address })?.type).toBe(type);
  });

  it.each([
    ['ntt-fixed', '03'],
    ['optical', '03'],
    ['ip-phone', '03'],
    ['other', '03'],
    ['ntt-com-050', '050'],
  ] as const)('forwarding from %s: %s', (line, type) => {
    expect(adviseNumber('forwarding', { line, address: '北海道札幌市北区1' })?.type).toBe(type);
  });

  it('is not given where what it follows from is unknown', () => {
    expect(adviseNumber('displayed', { line: 'optical' })).toBeUndefined();
    expect(adviseNumber('forwarding', { address: '東京都港区' })).toBeUndefined();
  });

  it.each([
    '千代田区丸の内1-1-1',
    '1-1-1 Marunouchi, Chiyoda-ku, Tokyo',
    '2-1 Umeda, Kita-ku, Osaka',
    '東京都丸の内1-1-1',
    '札幌市北区1',
  ])('is not given for an address that may be in or out: %s', (address) => {
    expect(adviseNumber('displayed', { address })).toBeUndefined();
  });

  it('takes no ward of another city for Tokyo’s', () => {
    expect(inTokyoWards('札幌市北区')).toBe(false);
    expect(inTokyoWards('港区芝公園')).toBe(false);
  });
});
