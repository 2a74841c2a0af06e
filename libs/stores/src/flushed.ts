import { open } from 'node:fs/promises';

/** Opens a file or folder, writes the content if there is any, and resolves once all of it is on the disk. */
export async function flushed(path: string, flags: 'w' | 'r' | 'r+', content?: string | Buffer): Promise<void> {
  const handle = await open(path, flags);
  try {
    if (content !== undefined) await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
