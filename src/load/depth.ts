import { Lexer } from 'yaml';

/** How deep a file may nest. Tenant files need five; a YAML parser needs stack for every level. */
export const MAX_DEPTH = 32;

/**
 * Whether text nests deeper on one line of thought than any file needs. The parser recurses and a bomb of `{` ends the whole process
 * (V8 aborts when a regular expression is compiled on a nearly full stack), so this is asked before it parses.
 * Nesting by indentation grows with the square of the text and is bounded by the file's size.
 */
export function tooDeep(text: string): boolean {
  return mayBeDeep(text) && isDeep(text);
}

/** Cheap and too strict: also counts brackets in quotes and comments. */
function mayBeDeep(text: string): boolean {
  let depth = 0;
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
function isDeep(text: string): boolean {
  let flow = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) indicators++;
    else if (token.includes('\n')) indicators = 0;
    if (flow > MAX_DEPTH || indicators > MAX_DEPTH) return true;
  }
  return false;
}
