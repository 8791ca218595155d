import { awsSchema } from './aws.ts';
import { companySchema } from './company.ts';
import { form } from './form.ts';
import { IPV4, network } from './ipv4.ts';
import { operatorsSchema, poolsSchema } from './operators.ts';
import { reportSchema } from './report.ts';
import { DRAFT, host, SCHEMA_BASE, SHORT_ID, secret, shortId } from './words.ts';

const url = (description: string, example: string) => ({
  type: 'string',
  pattern: '^https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$',
  ...form(
    'an address http://… or https://… without user, query or fragment',
    'ユーザー名・クエリー・フラグメントのない http://… か https://… のアドレス',
  ),
  description,
  examples: [example],
});

/** Pulumi's CLI writes a number at the top of `config:` as text whenever it writes the file. */
const seconds = (description: string, example: number, from: 0 | 1 = 1) => ({
  type: ['integer', 'string'],
  minimum: from,
  maximum: 3600,
  pattern: `^(?:${from === 0 ? '0|' : ''}[1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)$`,
  ...form(`a whole number from ${from} to 3600`, `${from} から 3600 までの整数`),
  description,
  examples: [example],
});

/** stacks/Pulumi.<stack>.yaml. Published as schema/stack.schema.json. What other tools keep in the file is theirs. */
export const stackSchema = {
  $schema: DRAFT,
  $id: `${SCHEMA_BASE}/stack.schema.json`,
  title: '環境 / Stack',
  description: '環境ごとに異なる設定。 / What differs between environments.',
  type: 'object',
  required: ['config'],
  properties: {
    config: {
      type: 'object',
      description: '設定。 / The settings.',
      additionalProperties: false,
      patternProperties: { '^(?!denwaban:)[a-z][a-z0-9-]*:': true },
      required: [
        'denwaban:engine',
        'denwaban:delivery',
        'denwaban:nodes',
        'denwaban:trunks',
        'denwaban:operators',
        'denwaban:pools',
        'denwaban:report',
        'denwaban:chatwork',
        'denwaban:cards',
        'denwaban:shards',
      ],
      properties: {
        'denwaban:engine': {
          enum: ['embedded', 'pulumi'],
          description: '適用エンジン。 / The engine that applies.',
        },
        'denwaban:delivery': {
          enum: ['live', 'capture'],
          description:
            'live: お客様に届ける。capture: 何も外に出さず、ノードに留める。 / live: customers get their reports. capture: nothing leaves the nodes; reports are kept there, Chatwork is not asked.',
        },
        'denwaban:tenants': {
          type: 'string',
          pattern: '^(?!/)(?!.*(?:^|/)\\.\\.(?:/|$))[A-Za-z0-9._/-]{1,200}$',
          ...form('a folder below the project, without ..', '.. を含まない、プロジェクトの中のフォルダー'),
          default: 'tenants',
          description: '契約会社のフォルダー。 / Folder of the tenant files, relative to the project.',
          examples: ['tenants'],
        },
        'denwaban:store': {
          type: 'string',
          pattern:
            '^(?:file:[A-Za-z0-9._/-]{1,200}|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5})$',
          ...form(
            'file:<folder>, s3://<bucket> or s3://<bucket>/<prefix>',
            'file:<folder>、s3://<bucket>、s3://<bucket>/<prefix> のどれか',
          ),
          description: 'ストア。 / The store. Without it, a folder of the project.',
          examples: ['s3://denwaban-prod-store'],
        },
        'denwaban:signing': {
          type: 'string',
          pattern:
            '^kms:(?:alias/[A-Za-z0-9/_-]{1,200}|[A-Za-z0-9-]{1,100}|arn:aws[a-z-]*:kms:[A-Za-z0-9:/_-]{1,300})$',
          ...form(
            'kms:alias/<name>, or kms: with the id or ARN of a key',
            'kms:alias/<name> か、kms: と鍵の ID か ARN',
          ),
          description: 'リリースに署名する KMS の鍵。 / KMS key that signs releases. Without it, a key file.',
          examples: ['kms:alias/denwaban-prod'],
        },
        'denwaban:secrets': {
          type: 'string',
          pattern: '^aws:[A-Za-z0-9/_+=.@-]{0,200}$',
          ...form(
            'aws:<prefix>, what the names of the secrets in Secrets Manager begin with',
            'aws:<prefix>（Secrets Manager の秘密の名前の先頭）',
          ),
          description:
            '秘密の置き場所。secret://name#3 は <prefix>name のステージ v3。 / Where secrets are; secret://name#3 is <prefix>name at its version stage v3. Without it, a file; with a store in S3, aws:denwaban/<stack>/.',
          examples: ['aws:denwaban/prod/'],
        },
        'denwaban:aws': awsSchema,
        'denwaban:sandbox': {
          type: 'object',
          description: '手元の試験環境のときだけ。 / Only where the stack is the local sandbox.',
          additionalProperties: false,
          required: ['net', 'clock'],
          properties: {
            net: {
              type: 'string',
              pattern: '^127(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){2}$',
              ...form(
                'the first three bytes of a loopback network, such as 127.0.10',
                '127.0.10 のようなループバックのネットワークの最初の三つ',
              ),
              description: 'ループバックのネットワーク。 / Its loopback network.',
              examples: ['127.0.10'],
            },
            clock: {
              type: 'string',
              format: 'instant',
              ...form(
                'an instant with its zone, such as "2027-03-01T10:00:00+09:00"',
                '"2027-03-01T10:00:00+09:00" のような時差つきの日時',
              ),
              description: '時計の始まり。 / Where the nodes’ clocks start.',
              examples: ['2027-03-01T10:00:00+09:00'],
            },
            home: shortId(
              '同じ試験環境を使うスタック名。 / The stack whose sandbox this is, where two share one: another engine, the same nodes.',
              ['local'],
            ),
          },
        },
        'denwaban:nodes': {
          type: 'array',
          minItems: 1,
          description: 'ノード（Asterisk と Postfix）。 / The nodes, each with Asterisk and Postfix.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['name'],
            properties: {
              name: shortId('ノード名。 / Name of the node.', ['node1']),
              address: host('アドレス。 / Address.', '127.0.10.11'),
            },
          },
        },
        'denwaban:edges': {
          type: 'array',
          minItems: 2,
          maxItems: 2,
          description:
            '電話の入口。二つ。なければ回線も電話機もノードに直接つながる。 / The edges: two, so that one may fail. Without them carriers and phones reach the nodes directly.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['name', 'address'],
            properties: {
              name: shortId('入口の名前。 / Name of the edge.', ['edge1']),
              address: {
                type: 'string',
                pattern: `^${IPV4}$`,
                ...form('an IPv4 address', 'IPv4 アドレス'),
                description: 'アドレス。AWS では VPC 内のもの。 / Address; in AWS that in the VPC.',
                examples: ['127.0.10.1'],
              },
            },
          },
        },
        'denwaban:edgeTls': secret(
          '入口の証明書と鍵（PEM）の参照。電話機はこれで TLS でもつながる。 / Reference to the edges’ certificate with its key, PEM: phones speak TLS with them too.',
          'secret://edge-tls#1',
        ),
        'denwaban:trunks': {
          type: 'array',
          minItems: 1,
          description: '通信事業者の回線。 / The carriers’ trunks.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['name', 'addresses'],
            properties: {
              name: shortId('回線名。 / Name of the trunk.', ['carrier']),
              addresses: {
                type: 'array',
                minItems: 1,
                uniqueItems: true,
                description: '着信元。 / Where its calls come from.',
                items: network('着信元。 / Where its calls come from.'),
              },
            },
          },
        },
        'denwaban:operators': operatorsSchema,
        'denwaban:pools': poolsSchema,
        'denwaban:report': reportSchema,
        'denwaban:chatwork': {
          type: 'object',
          description: 'Chatwork の API と自社のアカウント。 / Chatwork’s API, and our account there.',
          additionalProperties: false,
          required: ['api', 'token', 'account'],
          properties: {
            api: url('API の住所。 / Base address of the API.', 'https://api.chatwork.example/v2'),
            token: secret('トークンの参照。 / Reference to the token.', 'secret://chatwork-token#1'),
            account: {
              type: 'integer',
              minimum: 1,
              maximum: Number.MAX_SAFE_INTEGER,
              description: '自社のアカウント。 / Our own account.',
              examples: [1000],
            },
            opsRoom: {
              type: 'integer',
              minimum: 1,
              maximum: Number.MAX_SAFE_INTEGER,
              description:
                '運用担当のルーム。ドリフトを知らせる。 / The room of those who look after the service: it is told of drift.',
              examples: [4711],
            },
          },
        },
        'denwaban:company': companySchema,
        'denwaban:cards': url(
          'オペレーターカードの住所。 / Where operator cards are read.',
          'https://cards.denwaban.example',
        ),
        'denwaban:ringSeconds': {
          ...seconds('案内までの呼び出し秒数。 / Seconds of ringing.', 20),
          default: 20,
        },
        'denwaban:waitSeconds': {
          ...seconds(
            '音楽を流して待たせる秒数（0：待たせない）。 / Seconds of waiting with music; 0: none.',
            60,
            0,
          ),
          default: 60,
        },
        'denwaban:nodeSilenceSeconds': {
          ...seconds('沈黙とみなす秒数。 / Seconds until a node counts as silent.', 20),
          default: 20,
        },
        'denwaban:limits': {
          type: 'object',
          additionalProperties: false,
          description:
            '一度の適用で変更・削除してよい契約会社の上限。超えるには apply --override。 / How many tenants one apply may change or delete; to go beyond it takes apply --override.',
          properties: {
            percent: {
              type: 'integer',
              minimum: 1,
              maximum: 100,
              default: 30,
              description:
                '適用済みの契約会社に対する割合。書かなければ20社から30％。 / Per cent of the tenants there are. Without it, 30 from twenty tenants on.',
              examples: [30],
            },
            tenants: {
              type: 'integer',
              minimum: 1,
              maximum: 100000,
              description: '契約会社の数。 / Tenants.',
              examples: [50],
            },
          },
        },
        'denwaban:shards': {
          type: 'object',
          minProperties: 1,
          description:
            '0〜255 のバケットの割り当て。 / Which of the 256 buckets each shard has: [first, last].',
          propertyNames: { pattern: SHORT_ID },
          additionalProperties: {
            type: 'array',
            minItems: 2,
            maxItems: 2,
            description: 'シャードのバケット。最初と最後。 / The buckets of a shard: first and last.',
            examples: [[0, 255]],
            items: { type: 'integer', minimum: 0, maximum: 255 },
          },
        },
      },
    },
  },
} as const;
