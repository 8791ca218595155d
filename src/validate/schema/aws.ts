import { form } from './form.ts';
import { IPV4, network } from './ipv4.ts';

const word = (
  pattern: string,
  [en, ja]: [en: string, ja: string],
  description: string,
  ...examples: readonly string[]
) => ({
  type: 'string',
  pattern,
  ...form(en, ja),
  description,
  examples,
});

const domain = (description: string) =>
  word(
    '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    ['a domain in small letters, such as denwaban.example', 'denwaban.example のような小文字のドメイン'],
    description,
    'denwaban.example',
  );

const machine = (description: string) =>
  word(
    '^[a-z][a-z0-9-]{1,20}\\.[a-z0-9-]{2,20}$',
    ['a type such as t3.medium', 't3.medium のような種類'],
    description,
    't3.medium',
  );

/** `denwaban:aws`: where the stack lies in AWS. Networks of carriers and operators are those of trunks and report. */
export const awsSchema = {
  type: 'object',
  description: 'AWS に置く環境だけ。 / Only where the stack lies in AWS.',
  additionalProperties: false,
  required: ['account', 'region', 'zones', 'network', 'ami', 'domain', 'alarms', 'github'],
  properties: {
    account: word(
      '^[0-9]{12}$',
      ['the 12 digits of an account, in quotes', '引用符で囲んだ、アカウントの 12 桁の数字'],
      'アカウント。他のアカウントでは動かない。 / Account; nothing is done in any other.',
      '123456789012',
    ),
    region: word(
      '^[a-z]{2}(?:-[a-z]+)+-[1-9]$',
      ['a region such as ap-northeast-1', 'ap-northeast-1 のようなリージョン'],
      'リージョン。 / Region.',
      'ap-northeast-1',
    ),
    zones: {
      type: 'array',
      minItems: 2,
      maxItems: 3,
      uniqueItems: true,
      description:
        'ゾーンの文字。順番がサブネットを決める。 / Letters of the zones; their order decides the subnets, so add at the end only.',
      items: word(
        '^[a-z]$',
        ['the letter of a zone, such as a', 'a のようなゾーンの文字'],
        'ゾーン。 / Zone.',
        'a',
        'c',
      ),
    },
    network: word(
      `^${IPV4}/16$`,
      [
        'a network of 65,536 addresses, such as 10.20.0.0/16',
        '10.20.0.0/16 のような、アドレスが 65,536 個のネットワーク',
      ],
      'VPC の網。 / Network of the VPC. Each zone has a sixteenth of it, in order.',
      '10.20.0.0/16',
    ),
    media: {
      type: 'array',
      uniqueItems: true,
      description:
        '音声だけが来る網。trunks と operatorNetworks に加える。 / Networks that voice alone comes from, beside those of trunks and operators.',
      items: network('音声の網。 / Network.'),
    },
    machines: {
      type: 'object',
      additionalProperties: false,
      description: 'マシンの種類。 / Types of the machines.',
      properties: {
        node: { ...machine('ノード。 / Nodes.'), default: 't3.medium' },
        edge: { ...machine('入口。 / Edges.'), default: 't3.small' },
      },
    },
    ami: word(
      '^ami-[0-9a-f]{8,17}$',
      ['the id of an image, such as ami-0123456789abcdef0', 'ami-0123456789abcdef0 のようなイメージの ID'],
      'Amazon Linux 2023 (x86_64) のイメージ。 / Image of Amazon Linux 2023 (x86_64), pinned.',
      'ami-0123456789abcdef0',
    ),
    domain: domain(
      'Route 53 のゾーン。sip.<domain> が電話の入口。 / Hosted zone in Route 53; phones register at sip.<domain>, and the report domain lies in it.',
    ),
    alarms: word(
      '^[A-Za-z0-9_][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]*\\.[a-z]{2,63}$',
      ['an e-mail address', 'メールアドレス'],
      '警報の宛先。 / Who gets alarms.',
      'ops@denwaban.example',
    ),
    github: {
      type: 'object',
      additionalProperties: false,
      required: ['repository', 'environment'],
      description: '適用を許す GitHub。 / What may act on this stack.',
      properties: {
        repository: word(
          '^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$',
          ['owner/name', '所有者/名前（owner/name）'],
          'リポジトリ。 / Repository.',
          'denwaban-example/denwaban',
        ),
        branch: {
          ...word(
            '^[A-Za-z0-9._/-]{1,100}$',
            ['a branch', 'ブランチ'],
            '本流。 / Branch that drift runs from.',
            'main',
          ),
          default: 'main',
        },
        environment: word(
          '^[A-Za-z0-9_-]{1,100}$',
          ['letters, digits, - and _', '英字・数字・- と _'],
          '適用の GitHub 環境。 / Environment of GitHub, with its reviewers, that apply is bound to.',
          'prod',
        ),
      },
    },
    protect: {
      type: 'boolean',
      default: true,
      description:
        'true: 固定 IP・ストア・鍵は消せず、destroy は断る。 / Keep addresses, store and keys, and refuse destroy.',
    },
  },
} as const;
