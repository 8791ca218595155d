import type { Planted } from './forms.ts';

/** The values of a stack's secrets file. */
export const SECRETS = {
  'operator-op1#1': 'uguisu-no-tani-wataru-kaze-41',
  'operator-op2#1': 'kawasemi-ga-tobu-asa-ni-77',
  'chatwork-token#1': '5c1e7bd0a9f24c3f8e6d90b7a1235fe8',
  'room-marker#1': 'yamabiko-kotaezu-yoru-fukashi-93',
  'ses-smtp#1': 'BHx9/planted+ses/password/Zq7k=',
} as const;

/** What belongs to people. The store's objects hold it: from there the nodes get it. Nowhere else. */
export const PERSONAL: Planted = {
  'a name': '鷺沼 譲二郎',
  'another name': '百舌鳥 つばめ',
  'a reading': 'サギヌマ ジョウジロウ',
  'a title': '特命取締役鳥類担当',
  'a department': '渡り鳥営業部',
  'a mail address': 'sagi.joji@sagitech.example',
  'the first part of an address': 'sagi.joji',
  'the line that forwards': '06-6123-9988',
  'the same line, digits': '0661239988',
  'the same line, abroad': '661239988',
  'a caller who is refused': '090-7788-1199',
  'the same caller, digits': '09077881199',
  'the same caller, abroad': '9077881199',
  'the record of an identity check': 'KYC-2026-7788',
  'where a company is': '東京都港区虚構町77-7-7',
};

/** What companies are called, and how their calls are answered. Shown where drift names what differs, and nowhere else. */
export const COMPANIES: Planted = {
  'a company': '株式会社鷺沼精密',
  'its reading': 'サギヌマセイミツ',
  'its greeting': 'お電話ありがとうございます。鷺沼精密でございます。',
  'another company': '合同会社百舌鳥企画',
  'a room': '百舌鳥企画様 受電報告',
};

const company = (name: 'a company' | 'another company') => `company:
  name: ${COMPANIES[name]}
  kana: ${COMPANIES['its reading']}
  greeting: ${COMPANIES['its greeting']}
  address: ${PERSONAL['where a company is']}
contract:
  starts: 2026-12-01
  identityCheck: { method: ic-chip, verifiedOn: 2026-11-20, recordRef: ${PERSONAL['the record of an identity check']} }
`;

const roster = `roster:
  - { id: sagi, name: ${PERSONAL['a name']}, kana: ${PERSONAL['a reading']}, title: ${PERSONAL['a title']}, email: ${PERSONAL['a mail address']} }
  - { id: mozu, name: ${PERSONAL['another name']}, kana: モズ ツバメ, department: ${PERSONAL['a department']} }
`;

/** The files of two tenants, one of each report channel, by name. */
export const TENANTS: Readonly<Record<string, string>> = {
  'sagi-seimitsu.yaml': `id: sagi-seimitsu
${company('a company')}numbers:
  - number: "03-5000-0701"
    type: "03"
    usage: forwarding
    forwardedFrom: { number: ${PERSONAL['the line that forwards']}, line: ntt-fixed }
${roster}report: { channel: mail, to: [named, sagi] }
calls: { block: ["${PERSONAL['a caller who is refused']}"], refuseWithheld: true }
`,
  'mozu-kikaku.yaml': `id: mozu-kikaku
${company('another company')}numbers:
  - { number: "050-1000-0701", type: "050", usage: displayed }
${roster}report:
  channel: chatwork
  chatwork: { room: ${COMPANIES['a room']}, members: [{ accountId: 1001, role: member }], invite: true }
`,
};
