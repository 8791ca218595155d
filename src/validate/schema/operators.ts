import { id, SHORT_ID, secret, shortId } from './words.ts';

/** Who answers. */
export const operatorsSchema = {
  type: 'array',
  description: 'オペレーター。 / The operators.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'password', 'pools'],
    properties: {
      id: shortId('オペレーターID。 / The operator’s SIP account.', ['op1']),
      password: secret('パスワードの参照。 / Reference to the password.'),
      mailPassword: secret(
        '社外から報告を送るときのパスワードの参照。電話のものとは別にする。 / Reference to the password that its mail program shows from elsewhere; not the phone’s.',
        'secret://operator-op1-mail#1',
      ),
      pools: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        description: '受け持つグループ。 / The pools whose calls it takes.',
        items: { type: 'string', pattern: SHORT_ID, examples: ['default'] },
      },
    },
  },
} as const;

/** In which groups they do, and how those are rung. */
export const poolsSchema = {
  type: 'array',
  minItems: 1,
  description: 'オペレーターのグループ。一つは default。 / Groups of operators; one of them is default.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'strategy'],
    properties: {
      id: shortId('グループID。 / The pool’s queue.', ['default']),
      strategy: {
        enum: ['rrmemory', 'leastrecent', 'ringall', 'fewestcalls', 'random'],
        description: '呼び出し方。 / Strategy.',
      },
      wrapUpSeconds: {
        type: 'integer',
        minimum: 1,
        maximum: 3600,
        default: 1,
        description:
          '通話後、次の呼び出しまでの秒数。 / Seconds after a call in which an operator is not rung.',
        examples: [10],
      },
      overflow: {
        type: 'object',
        description:
          'あふれ先。afterSeconds 秒待った人は、そのグループの列に移る。誰もいなければすぐに移る。 / Where a caller goes on waiting after so many seconds, or at once where nobody is there; its place there is by how long it has waited.',
        additionalProperties: false,
        required: ['to', 'afterSeconds'],
        properties: {
          to: shortId('移る先のグループ。 / The other pool.', ['default']),
          afterSeconds: {
            type: 'integer',
            minimum: 1,
            maximum: 3600,
            description:
              '移るまでの秒数。ringSeconds と waitSeconds の合計より短く。 / Seconds in this pool’s queue; less than ringSeconds and waitSeconds together.',
            examples: [30],
          },
        },
      },
      tenants: {
        type: 'array',
        uniqueItems: true,
        description:
          'このグループが受ける契約会社。 / Tenants that it answers for; the others go to default.',
        items: id('契約会社ID。 / Tenant.', ['yamada-shoji']),
      },
    },
  },
} as const;
