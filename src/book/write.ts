import { putFolder, writeFiles } from '../render/put-folder.ts';

/** Marks a folder that a book was written to, so that it may be written again. */
const MARK = '.denwaban-book';

/** @param files the book's, by their paths @throws as {@link putFolder} */
export async function writeBook(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  await putFolder(folder, MARK, (aside) => writeFiles(aside, files));
}
