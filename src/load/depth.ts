import { Lexer } from 'yaml';

/** How deep a file may nest. Tenant files need five; a YAML parser needs stack for every level. */
export const MAX_DEPTH = 32;

/** What is said of a file that nests deeper. */
export const TOO_DEEP = {
  message: {
    en: `the file nests more than ${MAX_DEPTH} levels deep`,
    ja: `ファイルの入れ子が ${MAX_DEPTH} 段を超えています`,
  },
  action: {
    en: 'see schema/tenant.schema.json for its form',
    ja: '形式は schema/tenant.schema.json を見てください',
  },
};

/** What makes brackets unreadable: nested deeper than any file needs, or closed again and again where nothing is open. */
export type BracketTrouble = 'deep' | 'unopened';

/**
 * Whether text nests deeper on one line of thought than any file needs. The parser recurses and a bomb of `{` ends the whole process
 * (V8 aborts when a regular expression is compiled on a nearly full stack), so this is asked before it parses. It also takes seconds over
 * thousands of brackets that close nothing.
 * Nesting by indentation grows with the square of the text and is bounded by the file's size.
 */
export function bracketTrouble(text: string): BracketTrouble | undefined {
  return mayBeTrouble(text) ? troubleOf(text) : undefined;
}

/** Cheap and too strict: also counts brackets in quotes and comments. */
function mayBeTrouble(text: string): boolean {
  let depth = 0;
  let unopened = 0;
  let indicators = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '[':
      case '{':
        if (++depth > MAX_DEPTH) return true;
        break;
      case ']':
      case '}':
        if (depth > 0) depth--;
        else if (++unopened > MAX_DEPTH) return true;
        break;
      case '-':
      case '?':
      case ':':
        if (++indicators > MAX_DEPTH) return true;
        break;
      case '\n':
        indicators = 0;
    }
  }
  return false;
}

/** Exact, on the lexer's tokens, which come without recursion. */
function troubleOf(text: string): BracketTrouble | undefined {
  let flow = 0;
  let unopened = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if ((token === ']' || token === '}') && flow > 0) flow--;
    else if (token === ']' || token === '}') unopened++;
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) indicators++;
    else if (token.includes('\n')) indicators = 0;
    if (flow > MAX_DEPTH || indicators > MAX_DEPTH) return 'deep';
    if (unopened > MAX_DEPTH) return 'unopened';
  }
  return undefined;
}
