/** No message of Chatwork's is longer; what follows is not shown. */
const LONGEST = 300;
/** So many characters in a row that were sent are no chance. English words are in messages too, other scripts are not. */
const ASCII_RUN = 8;
const OTHER_RUN = 2;

/**
 * What an answer says, without what was sent: a service may repeat it, whole or cut, and messages end in logs. Each run of characters that
 * was sent is a `…`.
 */
export function withoutEcho(said: string, sent: string): string {
  const characters = [...said].slice(0, LONGEST);
  let shown = '';
  for (let at = 0; at < characters.length; ) {
    const run = longestRun(characters.slice(at), sent);
    const text = run.join('').trim();
    const tells = text.length >= (/[^ -~\s]/.test(text) ? OTHER_RUN : ASCII_RUN);
    shown += tells ? '…' : characters[at];
    at += tells ? run.length : 1;
  }
  return shown;
}

/** The first characters that were sent as they are. */
function longestRun(characters: readonly string[], sent: string): string[] {
  let length = 0;
  while (length < characters.length && sent.includes(characters.slice(0, length + 1).join(''))) length++;
  return characters.slice(0, length);
}
