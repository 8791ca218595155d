import { type ErrorCode, parseDocument, type YAMLError, type YAMLWarning } from 'yaml';
import { oneLine } from '../domain/one-line.ts';
import { isPlainWord } from '../domain/plain-word.ts';
import { compose } from './compose.ts';
import { decode } from './decode.ts';
import { bracketTrouble, MAX_DEPTH } from './depth.ts';
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
    const why = 'a % directive changes how the rest of the file is read';
    return { problems: [problemAt(raw.file, START, 'yaml-directive', why, 'take it away')] };
  }
  if (contents === null || ('value' in contents && contents.value === null)) {
    return {
      problems: [
        problemAt(raw.file, START, 'file-empty', 'the file holds nothing', 'fill it in or delete it'),
      ],
    };
  }
  const { value, place, refusals } = compose(contents);
  const problems = refusals.map((r) => problemAt(raw.file, at(r.offset), r.code, r.message, r.action));
  if (problems.length > 0) return { problems };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const why = `the file holds ${Array.isArray(value) ? 'a list' : 'a single value'}, not keys with values`;
    return {
      problems: [
        problemAt(raw.file, at(place.start), 'file-not-mapping', why, 'write it as "key: value" lines'),
      ],
    };
  }
  return { source: new SourceFile(raw, text, value, flatten(value, place)) };
}

function refusedBeforeParsing(file: string, text: string): Diagnostic | undefined {
  const tab = text.indexOf('\t');
  if (tab >= 0) {
    const before = text.slice(0, tab).split('\n');
    const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return problemAt(
      file,
      at,
      'yaml-tab',
      'a tab, whose width every editor sees differently',
      'write spaces',
    );
  }
  const trouble = bracketTrouble(text);
  if (trouble === 'unopened') {
    const why = `more than ${MAX_DEPTH} closing brackets close nothing`;
    return problemAt(file, START, 'yaml-syntax', why, 'take them away');
  }
  if (trouble === 'deep') {
    const why = `the file nests more than ${MAX_DEPTH} levels deep`;
    return problemAt(file, START, 'file-too-deep', why, 'see schema/tenant.schema.json for its form');
  }
  return undefined;
}

const SYNTAX: Partial<Record<ErrorCode, { code: string; message: string; action: string }>> = {
  MULTIPLE_DOCS: {
    code: 'yaml-several-documents',
    message: 'a second document begins here (---), and one file is one document',
    action: 'put it into a file of its own',
  },
  BAD_ALIAS: {
    code: 'yaml-alias',
    message: 'an alias that repeats nothing',
    action: 'put the text into quotes',
  },
  RESOURCE_EXHAUSTION: {
    code: 'file-too-deep',
    message: `the file nests more than ${MAX_DEPTH} levels deep`,
    action: 'see schema/tenant.schema.json for its form',
  },
};

function syntaxProblem(
  file: string,
  at: { line: number; column: number },
  error: YAMLError | YAMLWarning,
): Diagnostic {
  const known = SYNTAX[error.code];
  if (known) return problemAt(file, at, known.code, known.message, known.action);
  const action = 'mend this place; text with : # or quotes in it belongs into quotes';
  return problemAt(file, at, 'yaml-syntax', `not YAML: ${firstLine(error.message)}`, action);
}

/** The parser's own words, without what it quotes of the file: that may be anybody's name. */
function firstLine(text: string): string {
  const said = (text.split('\n')[0] ?? '').replace(/[.:]$/, '');
  const [what = '', quoted] = said.split(/: (.*)/);
  const kept = quoted === undefined || !isPlainWord(quoted) ? what : said;
  return oneLine(kept.replace(/[^\x20-\x7e]+/g, '…'), 200);
}
