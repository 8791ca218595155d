/**
 * A file's bytes and its names, wherever it came from: a folder, or a commit of the tenants' history.
 * Everything after reading works on these, so that both are judged alike.
 */
export interface RawFile {
  /** As the user named it, for messages: `tenants/yamada-shoji.yaml`. */
  file: string;
  /** Without its folder: `yamada-shoji.yaml`. */
  name: string;
  bytes: Uint8Array;
}
