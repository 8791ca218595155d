/**
 * Whether a key, or another word of a file, may stand in a message: messages end in the logs of builds, and a line that slipped can make
 * a key of a person's name. `denwaban:` begins the keys of a stack's file.
 */
export function isPlainWord(text: string): boolean {
  return /^(?:denwaban:)?[A-Za-z0-9_-]{1,40}$/.test(text);
}
