import { hash } from 'node:crypto';

/** RFC 6962 Merkle tree over the leaves of the log (section 2.1; trust log, sections 3 and 4). Hashes are 32-byte buffers. */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** `SHA256(0x00 || bytes)`. */
export const leafHash = (bytes: Uint8Array): Buffer => hash('sha256', Buffer.concat([LEAF, bytes]), 'buffer');

/** `SHA256(0x01 || left || right)`. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

/** The root of the empty tree, `SHA256("")`. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

/** The hash of a perfect subtree: level 0 are the leaves; index counts subtrees of that level from the left. */
export interface TreeNode {
  level: number;
  index: number;
  hash: Buffer;
}

/** The perfect subtrees that make up a tree of `size` leaves, from left to right. */
export function peaksOf(size: number): { level: number; index: number }[] {
  const peaks: { level: number; index: number }[] = [];
  let start = 0;
  for (let level = Math.floor(Math.log2(Math.max(size, 1))) + 1; level >= 0; level--) {
    const width = 2 ** level;
    if (size - start >= width) {
      peaks.push({ level, index: start / width });
      start += width;
    }
  }
  return peaks;
}

/** The right edge of a growing tree: takes leaf hashes, yields each perfect subtree as it becomes complete. */
export class TreeEdge {
  /** @param peaks the perfect subtrees of the tree so far, left to right, as {@link peaksOf} lists them */
  constructor(
    public size = 0,
    private readonly peaks: TreeNode[] = [],
  ) {}

  /** Appends one leaf; returns the nodes that it completes, leaf first. */
  append(hash: Buffer): TreeNode[] {
    let node: TreeNode = { level: 0, index: this.size, hash };
    const completed = [node];
    while (node.index % 2 === 1) {
      const left = this.peaks.pop()!;
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left.hash, node.hash) };
      completed.push(node);
    }
    this.peaks.push(node);
    this.size += 1;
    return completed;
  }

  /** The root of the tree so far. */
  root(): Buffer {
    const [last, ...rest] = [...this.peaks].reverse();
    if (!last) return EMPTY_ROOT;
    return rest.reduce((right, left) => nodeHash(left.hash, right), last.hash);
  }

  copy(): TreeEdge {
    return new TreeEdge(this.size, [...this.peaks]);
  }
}
