import fs from 'node:fs';
import { jest } from '@jest/globals';

/** From now on no flush of the embedded database reaches the disk, until the function that it answers is called. */
export function failFlushes(): () => void {
  const failing = jest.spyOn(fs, 'fdatasyncSync').mockImplementation(() => {
    throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', errno: -5, syscall: 'fdatasync' });
  });
  return () => failing.mockRestore();
}
