import { type BookData, DATA_FILE } from '../../src/book/data.ts';

/** A data file of the book's that is not there, or cannot be read now. */
export class NotLoaded extends Error {}

type Receivers = { [N in keyof BookData]: (data: BookData[N]) => void };

declare global {
  /** What data files call. */
  var denwabanBook: Receivers | undefined;
}

/** What has come, by its file, until somebody takes it. */
const come = new Map<string, unknown>();

globalThis.denwabanBook = {
  index: (data) => come.set('index.js', data),
  holidays: (data) => come.set('holidays.js', data),
  tenants: (data) => come.set(`tenants/${data.chunk}.js`, data),
  edition: (data) => come.set('edition.js', data),
};

/** TypeScript's library does not know it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => unknown };
}

/** The only way by which this page gets a script (Trusted Types): its own data files. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('denwaban-book', {
  createScriptURL: (address) => {
    if (!DATA_FILE.test(address.replace(/\?\d+$/, ''))) throw new TypeError('not a data file of the book');
    return address;
  },
});

/** Loads a data file. @param anew asks for it again where it was loaded before @throws {NotLoaded} */
export function load<N extends keyof BookData>(name: N, path: string, anew = false): Promise<BookData[N]> {
  const file = `${path}.js`;
  const address = anew ? `${file}?${Date.now()}` : file;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('error', () => reject(new NotLoaded(`${name}: ${file}`)));
    script.addEventListener('load', () => {
      const data = come.get(file);
      come.delete(file);
      script.remove();
      if (data === undefined) reject(new NotLoaded(`${name}: ${file}`));
      else resolve(data as BookData[N]);
    });
    // Without Trusted Types the address is a plain text of ours all the same.
    script.src = (policy?.createScriptURL(address) ?? address) as string;
    document.head.append(script);
  });
}
