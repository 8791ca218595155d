import { form } from './form.ts';
import { network } from './ipv4.ts';
import { host, secret } from './words.ts';

/** `denwaban:report`: where operators write to, and how that leaves. */
export const reportSchema = {
  type: 'object',
  description: '受電報告の通り道。 / How reports come in and go out.',
  additionalProperties: false,
  required: ['domain', 'operatorNetworks'],
  properties: {
    domain: {
      type: 'string',
      maxLength: 190,
      pattern: '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
      ...form(
        'a domain in small letters, such as report.example.jp',
        'report.example.jp のような小文字のドメイン',
      ),
      description: '受電報告を受けるドメイン。 / REPORT_DOMAIN.',
      examples: ['report.denwaban.example'],
    },
    relay: {
      type: 'object',
      description: 'メールの中継先。 / The relay through which mail leaves.',
      additionalProperties: false,
      required: ['host', 'port'],
      properties: {
        host: host('中継先。 / Relay.', 'relay.denwaban.example'),
        port: {
          type: 'integer',
          minimum: 1,
          maximum: 65535,
          description: 'ポート番号。 / Its port.',
          examples: [587],
        },
        user: {
          type: 'string',
          pattern: '^[A-Za-z0-9._+@=/-]{1,128}$',
          ...form('letters, digits and . _ + @ = / -', '英字・数字と . _ + @ = / -'),
          description:
            '認証のユーザー名。SES ではアクセスキーID。 / User that logs in; with SES the id of an access key. Then mail leaves from reports@ the report domain, over verified STARTTLS alone.',
          examples: ['AKIAEXAMPLE'],
        },
        password: secret('そのパスワードの参照。 / Reference to its password.', 'secret://relay-password#1'),
      },
    },
    operatorNetworks: {
      type: 'array',
      description: 'オペレーターの網。 / Networks that may write to report addresses.',
      minItems: 1,
      uniqueItems: true,
      items: network('オペレーターの網。 / Networks that may write to report addresses.'),
    },
    submission: {
      type: 'object',
      description:
        '社外のオペレーターが報告を送る口（587番、TLSと mailPassword）。なければ閉じている。 / Where operators elsewhere hand reports in: port 587, over TLS, with their mailPassword. Absent: closed.',
      additionalProperties: false,
      required: ['networks', 'tls'],
      properties: {
        networks: {
          type: 'array',
          description: 'オペレーターのいる網。 / Where operators elsewhere may be.',
          minItems: 1,
          uniqueItems: true,
          items: network(
            'オペレーターのいる網。どこからでもなら 0.0.0.0/0。 / Where they may be; 0.0.0.0/0: anywhere.',
          ),
        },
        tls: secret(
          'ノードの証明書と鍵（PEM）の参照。 / Reference to the nodes’ certificate with its key, PEM.',
          'secret://node-tls#1',
        ),
      },
    },
    graceDays: {
      type: 'integer',
      minimum: 0,
      maximum: 90,
      default: 7,
      description:
        '契約終了後も報告が届く日数。 / Days after a contract’s end on which reports still arrive.',
      examples: [7],
    },
  },
} as const;
