import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_ROOT, leafHash, nodeHash, peaksOf, TreeEdge, type TreeNode } from './merkle.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const edgeOf = (leaves: readonly Uint8Array[]) => {
  const edge = new TreeEdge();
  for (const leaf of leaves) edge.append(leafHash(leaf));
  return edge;
};

/** RFC 6962, section 2.1, word for word: the tree is split at the largest power of two below its size. */
function treeHash(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

/** Known answers that Certificate Transparency and Go's sumdb share. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (leaf) => Buffer.from(leaf, 'hex'),
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const GO_ROOTS: Record<string, string> = {
  1: '1bb97dcc21635d47e2663efdfd0a174686d98dd701352dd2cd06e8b43fd3d305',
  2: 'fc5f6b88ff8554f75bb2f9e6f39c31b1936d44b69276edf7b1205a955b9761e3',
  3: 'd4f92c8fbb89720eb3b55677c7d7efaddfeb10d11a1a84a0ba8f1a23337faa95',
  7: '5a61fc2b54f9cfa71774f2432143dd40c6cb2b11947faf65a7d3da5cb65199c8',
  64: 'f261e23692d978fdac3fd949db5495940a437ae671b9a6dde9aa6118d003652f',
  100: '13f88915c560dc911a1da0fb209d84a20971051f294ebeb428fb3fc293af2743',
};

describe('the tree of the log gives the known answers', () => {
  test('leaf and node hashes carry their prefixes', () => {
    expect(hex(leafHash(Buffer.from('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(hex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
    expect(hex(EMPTY_ROOT)).toBe(ROOTS[0]);
  });

  test.each(ROOTS.map((root, size) => ({ size, root })))(
    'the eight leaves of RFC 6962 implementations, size $size',
    ({ size, root }) => {
      expect(hex(edgeOf(LEAVES.slice(0, size)).root())).toBe(root);
    },
  );

  test.each(Object.entries(GO_ROOTS))("Go's leaves, size %s", (size, root) => {
    const leaves = Array.from({ length: Number(size) }, (_, index) => Buffer.from(`leaf ${index}`));
    expect(hex(edgeOf(leaves).root())).toBe(root);
  });

  test('every root of 0 to 130 one-byte leaves, folded into one hash', () => {
    const rolling = createHash('sha256');
    const edge = new TreeEdge();
    for (let size = 0; size <= 130; size++) {
      rolling.update(`[0, ${size}) ${hex(edge.root())}\n`);
      edge.append(leafHash(Buffer.of(size)));
    }
    expect(rolling.digest('hex')).toBe('fb3949452a67f499fc2e39dc3c75c753fc954e481a7b4b7d09cc2210fced2c9d');
  });

  // Beside the repository, not in it: compared where it is present.
  const shared = '../shared/vectors/tlog.json';
  if (existsSync(shared))
    test('the answers above are those of the shared vectors', () => {
      const vectors = JSON.parse(readFileSync(shared, 'utf8')) as {
        rfc6962_8: { leaves_hex: string[]; leaf_hashes: string[]; roots_by_size: string[] };
        go_leaf_d: Record<string, string>;
        rolling_130: { roots: { sha256: string } };
      };
      expect(vectors.rfc6962_8.leaves_hex).toEqual(LEAVES.map(hex));
      expect(vectors.rfc6962_8.leaf_hashes).toEqual(LEAVES.map((leaf) => hex(leafHash(leaf))));
      expect(vectors.rfc6962_8.roots_by_size).toEqual(ROOTS);
      for (const [size, root] of Object.entries(GO_ROOTS)) expect(vectors.go_leaf_d[`root_${size}`]).toBe(root);
      expect(vectors.rolling_130.roots.sha256).toMatch(/^fb394945/);
    });
  else process.stderr.write(`${shared} is absent: the known answers in merkle.spec.ts were not compared with it.\n`);
});

describe('the tree of the log grows by its right edge', () => {
  const leaves = fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 140 });

  test('at every size its root is the recursive one of RFC 6962', () => {
    fc.assert(
      fc.property(leaves, (content) => {
        const edge = new TreeEdge();
        for (let size = 0; size <= content.length; size++) {
          expect(edge.size).toBe(size);
          expect(hex(edge.root())).toBe(hex(treeHash(content.slice(0, size))));
          if (size < content.length) edge.append(leafHash(content[size]!));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('each completed node is the root of its own leaves, and every perfect subtree is completed once', () => {
    fc.assert(
      fc.property(leaves, (content) => {
        const edge = new TreeEdge();
        const nodes = content.flatMap((leaf) => edge.append(leafHash(leaf)));
        for (const { level, index, hash } of nodes)
          expect(hex(hash)).toBe(hex(treeHash(content.slice(index * 2 ** level, (index + 1) * 2 ** level))));
        let perfect = 0;
        for (let width = 1; width <= content.length; width *= 2) perfect += Math.floor(content.length / width);
        expect(new Set(nodes.map(({ level, index }) => `${level}/${index}`)).size).toBe(perfect);
        expect(nodes).toHaveLength(perfect);
      }),
    );
  });

  test('an edge resumed from stored peaks is the one that was kept', () => {
    fc.assert(
      fc.property(leaves, fc.nat(140), (content, cut) => {
        const stored = new Map<string, TreeNode>();
        const kept = new TreeEdge();
        const append = (edge: TreeEdge, leaf: Uint8Array) =>
          edge.append(leafHash(leaf)).map((node) => ({ ...node, hash: hex(node.hash) }));
        for (const leaf of content.slice(0, cut))
          for (const node of kept.append(leafHash(leaf))) stored.set(`${node.level}/${node.index}`, node);
        const resumed = new TreeEdge(
          kept.size,
          peaksOf(kept.size).map(({ level, index }) => stored.get(`${level}/${index}`)!),
        );
        expect(hex(resumed.root())).toBe(hex(kept.root()));
        for (const leaf of content.slice(cut)) expect(append(resumed, leaf)).toEqual(append(kept, leaf));
        expect(hex(resumed.root())).toBe(hex(kept.root()));
      }),
    );
  });

  test('the peaks of a size cover it once, from left to right, also beyond 32 bits', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (size) => {
        let covered = 0;
        let above = Infinity;
        for (const { level, index } of peaksOf(size)) {
          expect(level).toBeLessThan(above);
          expect(index * 2 ** level).toBe(covered);
          covered += 2 ** level;
          above = level;
        }
        expect(covered).toBe(size);
      }),
    );
    expect(peaksOf(2 ** 40 + 1)).toEqual([
      { level: 40, index: 0 },
      { level: 0, index: 2 ** 40 },
    ]);
  });

  test('a copy does not move with its original', () => {
    const edge = edgeOf(LEAVES.slice(0, 3));
    const copy = edge.copy();
    edge.append(leafHash(LEAVES[3]!));
    expect(hex(copy.root())).toBe(ROOTS[3]);
    expect(hex(edge.root())).toBe(ROOTS[4]);
  });
});
