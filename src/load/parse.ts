import { type ErrorCode, parseDocument, type YAMLError, type YAMLWarning } from 'yaml';
import type { Text } from '../domain/language.ts';
import { oneLine } from '../domain/one-line.ts';
import { isPlainWord } from '../domain/plain-word.ts';
import { compose } from './compose.ts';
import { decode } from './decode.ts';
import { bracketTrouble, MAX_DEPTH, TOO_DEEP } from './depth.ts';
import type { Diagnostic } from './diagnostic.ts';
import { flatten } from './flat-places.ts';
import { Lines } from './lines.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';
import { SourceFile } from './source-file.ts';

/** A file's value with its places, or everything that is wrong with it as YAML. */
export type ParsedFile = { source: SourceFile } | { problems: Diagnostic[] };

/** Core schema of YAML 1.2: a date and `yes` are text. Repeated keys are found in `compose`, in linear time. */
const YAML = {
  version: '1.2',
  schema: 'core',
  merge: false,
  strict: true,
  uniqueKeys: false,
  prettyErrors: false,
  // 'silent' would also hide a second document.
  logLevel: 'error',
} as const;

/** One YAML document whose top is a mapping. Never throws. */
export function parse(raw: RawFile): ParsedFile {
  const decoded = decode(raw);
  if ('problem' in decoded) return { problems: [decoded.problem] };
  const { text } = decoded;
  const before = refusedBeforeParsing(raw.file, text);
  if (before) return { problems: [before] };

  const document = parseDocument(text, YAML);
  let lines: Lines | undefined;
  const at = (offset: number) => {
    lines ??= new Lines(text);
    return lines.at(offset);
  };
  // Later errors of the parser are mostly echoes of the first.
  const [first] = [...document.errors, ...document.warnings];
  if (first) return { problems: [syntaxProblem(raw.file, at(first.pos[0]), first)] };
  const { directives, contents } = document;
  if (directives.yaml.explicit || Object.keys(directives.tags).some((handle) => handle !== '!!')) {
    const why = {
      en: 'a % directive changes how the rest of the file is read',
      ja: '% で始まる指示で、後の読み方が変わってしまいます',
    };
    return { problems: [problemAt(raw.file, START, 'yaml-directive', why, AWAY)] };
  }
  if (contents === null || ('value' in contents && contents.value === null)) {
    const why = { en: 'the file holds nothing', ja: 'ファイルに何も書かれていません' };
    const action = { en: 'fill it in or delete it', ja: '書き込むか、消してください' };
    return { problems: [problemAt(raw.file, START, 'file-empty', why, action)] };
  }
  const { value, place, refusals } = compose(contents);
  const problems = refusals.map((r) => problemAt(raw.file, at(r.offset), r.code, r.message, r.action));
  if (problems.length > 0) return { problems };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const list = Array.isArray(value);
    const why = {
      en: `the file holds ${list ? 'a list' : 'a single value'}, not keys with values`,
      ja: `ファイルの中身が${list ? '一覧' : '一つの値'}で、キーと値になっていません`,
    };
    const action = { en: 'write it as "key: value" lines', ja: '"key: value" の行で書いてください' };
    return { problems: [problemAt(raw.file, at(place.start), 'file-not-mapping', why, action)] };
  }
  return { source: new SourceFile(raw, text, value, flatten(value, place)) };
}

function refusedBeforeParsing(file: string, text: string): Diagnostic | undefined {
  const tab = text.indexOf('\t');
  if (tab >= 0) {
    const before = text.slice(0, tab).split('\n');
    const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const why = {
      en: 'a tab, whose width every editor sees differently',
      ja: 'タブがあります。幅の見え方がエディターごとに違います',
    };
    return problemAt(file, at, 'yaml-tab', why, { en: 'write spaces', ja: '空白で書いてください' });
  }
  const trouble = bracketTrouble(text);
  if (trouble === 'unopened') {
    const why = {
      en: `more than ${MAX_DEPTH} closing brackets close nothing`,
      ja: `対応する始まりのない閉じ括弧が ${MAX_DEPTH} 個を超えています`,
    };
    return problemAt(file, START, 'yaml-syntax', why, AWAY);
  }
  if (trouble === 'deep') {
    return problemAt(file, START, 'file-too-deep', TOO_DEEP.message, TOO_DEEP.action);
  }
  return undefined;
}

const AWAY = { en: 'take it away', ja: '取り除いてください' };

const SYNTAX: Partial<Record<ErrorCode, { code: string; message: Text; action: Text }>> = {
  MULTIPLE_DOCS: {
    code: 'yaml-several-documents',
    message: {
      en: 'a second document begins here (---), and one file is one document',
      ja: 'ここから二つ目の文書（---）が始まっています。一つのファイルに書けるのは一つだけです',
    },
    action: { en: 'put it into a file of its own', ja: '別のファイルに分けてください' },
  },
  BAD_ALIAS: {
    code: 'yaml-alias',
    message: { en: 'an alias that repeats nothing', ja: '何も指していないエイリアスです' },
    action: { en: 'put the text into quotes', ja: '文字を引用符で囲んでください' },
  },
  RESOURCE_EXHAUSTION: {
    code: 'file-too-deep',
    ...TOO_DEEP,
  },
};

function syntaxProblem(
  file: string,
  at: { line: number; column: number },
  error: YAMLError | YAMLWarning,
): Diagnostic {
  const known = SYNTAX[error.code];
  if (known) return problemAt(file, at, known.code, known.message, known.action);
  const said = firstLine(error.message);
  const message = { en: `not YAML: ${said}`, ja: `YAML として読めません（${said}）` };
  const action = {
    en: 'mend this place; text with : # or quotes in it belongs into quotes',
    ja: 'ここを直してください。: や # や引用符を含む文字は引用符で囲みます',
  };
  return problemAt(file, at, 'yaml-syntax', message, action);
}

/** The parser's own words, without what it quotes of the file: that may be anybody's name. */
function firstLine(text: string): string {
  const said = (text.split('\n')[0] ?? '').replace(/[.:]$/, '');
  const [what = '', quoted] = said.split(/: (.*)/);
  const kept = quoted === undefined || !isPlainWord(quoted) ? what : said;
  return oneLine(kept.replace(/[^\x20-\x7e]+/g, '…'), 200);
}
