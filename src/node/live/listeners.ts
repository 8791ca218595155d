import { readdir, readFile, readlink } from 'node:fs/promises';

/** The kernel's state of a listening socket. */
const LISTEN = '0A';

/**
 * Where a process listens, `address:port`. Nodes that share a machine's network see each other's sockets, so that it is asked which
 * are this process's own: by their inodes.
 * @throws where the kernel does not let the agent ask
 */
export async function listenersOf(pid: number, proc = '/proc'): Promise<string[]> {
  const inodes = await socketsOf(pid, proc);
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`${proc}/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
        return state === LISTEN && inodes.has(inode) ? [place(local)] : [];
      }),
  );
}

async function socketsOf(pid: number, proc: string): Promise<Set<string>> {
  const inodes = new Set<string>();
  try {
    for (const fd of await readdir(`${proc}/${pid}/fd`)) {
      const target = await readlink(`${proc}/${pid}/fd/${fd}`).catch(ifClosed);
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined) inodes.add(inode);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return inodes;
    throw new Error(
      'it cannot be seen where Postfix listens: start the container with the capability SYS_PTRACE',
      { cause: error },
    );
  }
  return inodes;
}

/** It comes and goes with each connection to one of Postfix's processes. */
function ifClosed(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
  throw error;
}

/** Addresses are hexadecimal, in words of four bytes, each with its least significant byte first. */
function place(local: string): string {
  const [address = '', port = ''] = local.split(':');
  const words = (address.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).reverse());
  const bytes = words.flat().map((byte) => Number.parseInt(byte, 16));
  return `${bytes.length === 4 ? bytes.join('.') : ipv6(words.flat())}:${Number.parseInt(port, 16)}`;
}

/** In brackets and in its short form. */
function ipv6(bytes: readonly string[]): string {
  const groups = (bytes.join('').match(/.{4}/g) ?? []).join(':');
  return new URL(`http://[${groups}]`).hostname;
}
